import { startCourseContext, type CourseContext } from '../../test/course-context';
import { eventually } from '@har/testing';
import { newId } from '@har/routing';
import { CatalogueService } from '../catalogue/catalogue.service';
import { LessonRepository } from '../lesson/lesson.repository';
import { LessonService } from '../lesson/lesson.service';
import { ModuleRepository } from '../module/module.repository';
import { ModuleService } from '../module/module.service';
import { rebuildCounters } from '../rebuild-counters';
import { CourseCountersRepository } from './course-counters.repository';
import { CourseRepository } from './course.repository';
import { CoursePageService } from '../course-page/course-page.service';
import { CourseService } from './course.service';
import { OutlineSweepService } from './outline-sweep.service';

const AUTHOR = {
  user_id: '665f1c2ab7e4d91f0a3c5d01',
  role: 'instructor',
  session_id: 's',
  language: 'en',
  token: '',
  expires_at: 0,
} as const;
const CONTEXT = { request_id: 'r', language: 'en' } as const;
const summary = { first_name: 'Claire', last_name: 'Fontaine' };

let context: CourseContext;
let course: string;
let section: string;
let lesson: string;

beforeAll(async () => {
  context = await startCourseContext({ call: async () => summary as never });
});
beforeEach(async () => {
  [course, section, lesson] = [newId(), newId(), newId()];
  const input = { title: 'Excel for shops', description: 'Tables.', domain: 'Excel', price: 0 } as const;
  await context.get(CourseService).create(AUTHOR, input, course, CONTEXT);
  await context.get(ModuleService).add(AUTHOR, course, { title: 'M', description: '' }, section);
  const body = {
    title: 'L',
    description: '',
    type: 'text',
    is_free_preview: false,
    content: '<p>Hi</p>',
  } as const;
  await context.get(LessonService).add(AUTHOR, { id: course, module_id: section }, body, lesson);
});
afterEach(async () => {
  for (const collection of await context.connection.db!.collections()) await collection.deleteMany({});
});
afterAll(() => context.stop());

const stored = (collection: string) => context.connection.collection(collection);
const soon = () => new Date(Date.now() + 1_000);

describe('sweeping', () => {
  it('removes modules and lessons that a crash left before they were linked', async () => {
    const [lostModule, lostLesson] = [newId(), newId()];
    await context
      .get(ModuleRepository)
      .insert({ id: lostModule, course_id: course, title: 'Lost', description: '' });
    const record = { course_id: course, title: 'Lost', description: '', type: 'text', content: 'x' } as const;
    const kept = { is_free_preview: false, duration_seconds: 99, complete: true };
    await context.get(LessonRepository).insert({ id: lostLesson, ...record, ...kept });
    const shown = await context.get(CoursePageService).get(AUTHOR, course);
    expect(shown.modules.map(({ _id }) => _id)).toEqual([section]);
    await context.get(OutlineSweepService).sweep();
    expect(await stored('lessons').countDocuments()).toBe(2);
    await context.get(OutlineSweepService).sweep(soon());
    expect(await stored('modules').countDocuments()).toBe(1);
    expect(await stored('lessons').countDocuments()).toBe(1);
    expect(await context.get(CourseRepository).get(course)).toMatchObject({
      total_lessons: 1,
      total_duration_seconds: 1,
    });
  });

  it('keeps what is in an outline, and forgets that it was on its way', async () => {
    await context.get(ModuleRepository).markLeaving(section);
    await context.get(LessonRepository).markLeaving([lesson]);
    await context.get(OutlineSweepService).sweep(soon());
    expect(await stored('modules').countDocuments({ link_pending_at: { $exists: false } })).toBe(1);
    expect(await stored('lessons').countDocuments({ link_pending_at: { $exists: false } })).toBe(1);
  });

  it('finishes a deletion that stopped half way, with its time', async () => {
    await context.get(LessonRepository).markLeaving([lesson]);
    await context.get(CourseRepository).change(course, ({ modules }) => ({
      set: { modules: modules.map(({ _id }) => ({ _id, lessons: [] })), total_lessons: 0 },
      events: [],
    }));
    await context.get(OutlineSweepService).sweep(soon());
    expect(await stored('lessons').countDocuments()).toBe(0);
    expect(await context.get(CourseRepository).get(course)).toMatchObject({
      total_lessons: 0,
      total_duration_seconds: 0,
    });
  });
});

describe('repeating', () => {
  it('creates nothing twice when the same ids come again', async () => {
    const body = {
      title: 'L',
      description: '',
      type: 'text',
      is_free_preview: false,
      content: '<p>Hi</p>',
    } as const;
    const input = { title: 'Excel for shops', description: 'Tables.', domain: 'Excel', price: 0 } as const;
    await context.get(CourseService).create(AUTHOR, input, course, CONTEXT);
    await context.get(ModuleService).add(AUTHOR, course, { title: 'M', description: '' }, section);
    const again = await context
      .get(LessonService)
      .add(AUTHOR, { id: course, module_id: section }, body, lesson);
    expect(again).toMatchObject({ _id: lesson, order: 1 });
    expect(await context.get(CourseRepository).get(course)).toMatchObject({
      total_lessons: 1,
      total_duration_seconds: 1,
    });
    expect(await stored('courses').countDocuments()).toBe(1);
  });
});

describe('rebuildCounters', () => {
  const publish = async () => {
    await context.get(CourseService).publish(AUTHOR, course, 'en');
    await eventually(async () =>
      expect(await stored('catalogue_counts').countDocuments({ count: 1 })).toBeGreaterThan(5),
    );
    await eventually(async () =>
      expect(await stored('search_words').countDocuments({ courses: 1 })).toBeGreaterThan(3),
    );
  };
  const nothing = { totals: [], catalogue: { courses: [], counts: [] } };

  it('finds nothing wrong after ordinary work', async () => {
    await publish();
    expect(await rebuildCounters(context.app)).toMatchObject(nothing);
  });

  it('mends totals, facets, terms, counts and words, and names what was wrong', async () => {
    await publish();
    const { _id } = await context.get(CourseRepository).get(course);
    await stored('courses').updateOne(
      { _id },
      { $set: { total_lessons: 7, facets: ['all'], search_terms: [] } },
    );
    await stored('catalogue_counts').updateOne({ _id: 'all' as never }, { $set: { count: 9 } });
    await stored('catalogue_counts').insertOne({ _id: 'gone' as never, count: 2 });
    await stored('search_words').deleteOne({ _id: 'excel' as never });
    await stored('search_words').insertOne({ _id: 'ghost' as never, stems: ['ghost'], courses: 3, keys: [] });
    const { totals, catalogue } = await rebuildCounters(context.app);
    expect(totals).toEqual([
      {
        course_id: course,
        kept: { total_lessons: 7, total_duration_seconds: 1 },
        counted: { total_lessons: 1, total_duration_seconds: 1 },
      },
    ]);
    expect(catalogue).toEqual({ courses: [course], counts: expect.arrayContaining(['all', 'gone']) });
    expect(await stored('search_words').findOne({ _id: 'excel' as never })).toMatchObject({
      courses: 1,
      stems: ['excel'],
    });
    expect(await stored('search_words').findOne({ _id: 'ghost' as never })).toBeNull();
    const found = await context.get(CatalogueService).list({ search: 'exel', page: 1, limit: 10 });
    expect(found.courses.map(({ _id: id }) => id)).toEqual([course]);
    expect(await rebuildCounters(context.app)).toMatchObject(nothing);
  });
});

describe('counting enrolments', () => {
  it('counts an event once, and lets popularity follow without a new version', async () => {
    const counters = context.get(CourseCountersRepository);
    const before = await context.get(CourseRepository).get(course);
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => counters.countEnrollment(course, `event-${i % 15}`, 1)),
    );
    await counters.countEnrollment(course, 'event-left', -1);
    await counters.refreshPopularity(course);
    const after = await context.get(CourseRepository).get(course);
    expect(after).toMatchObject({ enrollments_count: 14, popularity: 15, version: before.version });
    expect(after.updated_at).toEqual(before.updated_at);
    await counters.countEnrollment(newId(), 'event-nowhere', 1);
  });
});
