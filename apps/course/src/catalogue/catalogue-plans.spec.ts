import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import type { CatalogueQuery } from '@har/contracts';
import { startCourseContext, type CourseContext } from '../../test/course-context';
import { eventually } from '@har/testing';
import { captureQueries, planOf, UNTIL_COUNTED_MS, type QueryPlan } from '../../test/query-plans';
import { COURSES, type Course, type StoredCourse } from '../course/course.schema';
import { CourseService } from '../course/course.service';
import { CourseSlugRepository } from '../course/course-slug.repository';
import { CoursePageService } from '../course-page/course-page.service';
import { LessonService } from '../lesson/lesson.service';
import { catalogueFieldsOf } from './catalogue-entry';
import { CatalogueIndexService } from './catalogue-index.service';
import { CatalogueRepository } from './catalogue.repository';
import { CatalogueService } from './catalogue.service';

const DOMAINS = ['Excel', 'R', 'Python', 'Other'] as const;
const OWNER = new Types.ObjectId();

let context: CourseContext;

beforeAll(async () => {
  context = await startCourseContext();
  const courses = context.app.get<Model<StoredCourse>>(getModelToken(COURSES), { strict: false });
  await courses.insertMany(Array.from({ length: 1_500 }, (_, i) => newCourse(i)));
  await context.get(CatalogueIndexService).rebuild();
});
afterAll(() => context.stop());

function newCourse(i: number): StoredCourse {
  const course: Course = {
    _id: new Types.ObjectId(),
    title: `Course number ${i} on common things`,
    description: `Words that all have, and word${i % 7}.`,
    short_description: '',
    domain: DOMAINS[i % 4]!,
    stack: [`stack${i % 9}`],
    price: {
      amount_minor: i % 5 === 0 ? 0 : i * 10,
      currency: 'EUR',
      pricing_model: i % 3 ? 'one-time' : 'subscription',
    },
    keywords: [],
    category: '',
    language: i % 2 ? 'en' : 'fr',
    image_url: null,
    subtitle: '',
    level: (['beginner', 'expert', null] as const)[i % 3]!,
    description_long: '',
    compatibility_versions: [],
    prerequisites: [],
    learning_objectives: [],
    slug: `course-${i}`,
    slugs: [`course-${i}`],
    instructor_id: i % 100 === 0 ? OWNER : new Types.ObjectId(),
    instructor_name: 'Ada Test',
    status: 'published',
    version: 1,
    modules: [],
    total_lessons: 0,
    total_duration_seconds: 0,
    enrollments_count: i,
    average_rating: (i % 50) / 10,
    reviews_count: i % 13,
    rating_counts: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
    popularity: i % 40,
    created_at: new Date(i),
    updated_at: new Date(i),
    published_at: new Date(i),
  };
  return { ...course, ...catalogueFieldsOf(course) };
}

async function plansOf(work: () => Promise<unknown>): Promise<QueryPlan[]> {
  const captured = await captureQueries(work);
  expect(captured.length).toBeGreaterThan(0);
  return Promise.all(captured.map((query) => planOf(context.connection, query)));
}

const list = (query: Partial<CatalogueQuery>) => () =>
  context.get(CatalogueService).list({ page: 1, limit: 10, ...query });
const anyId = String(new Types.ObjectId());

describe('first pages of the catalogue', () => {
  it.each([
    [{}],
    [{ sort_by: 'popular' }],
    [{ sort_by: 'rating' }],
    [{ domain: 'R' }],
    [{ domain: 'R', language: 'fr', free: true, sort_by: 'popular' }],
    [{ stack: 'stack3', sort_by: 'rating' }],
  ] as Partial<CatalogueQuery>[][])('%j are read from an index, in its order', async (query) => {
    await eventually(async () => {
      for (const plan of await plansOf(list(query))) {
        expect([plan.text, plan.scans_collection, plan.sorts_in_memory]).toEqual([plan.text, false, false]);
        expect(plan.indexes.length).toBeGreaterThan(0);
      }
    }, UNTIL_COUNTED_MS);
  });
});

describe('everything else that users can ask', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a deep page', list({ page: 20 })],
    ['two filters', list({ stack: 'stack3', domain: 'R' })],
    ['a wide range', list({ price_min: 5, sort_by: 'popular' })],
    ['ratings', list({ rating: 1, domain: 'Excel', sort_by: 'rating' })],
    ['a narrow range', list({ price_min: 12, price_max: 12.5 })],
    ['a rare word', list({ search: 'word3' })],
    ['a rare word in an order', list({ search: 'word3 common', domain: 'R', sort_by: 'newest' })],
    ['a common word', list({ search: 'common' })],
    ['common words in an order', list({ search: 'common things', sort_by: 'newest' })],
    ['common words with a filter', list({ search: 'course common', domain: 'R', price_max: 50 })],
    ['a misspelled word', list({ search: 'cuorse comon' })],
    ['an unfinished word', list({ search: 'comm' })],
    [
      'a course',
      () =>
        context
          .get(CoursePageService)
          .get(undefined, anyId)
          .catch(() => undefined),
    ],
    ['a course by its slug', () => context.get(CoursePageService).getBySlug(undefined, 'course-7')],
    ['slugs of one title', () => context.get(CourseSlugRepository).listTaken('course', anyId, 200)],
    ['a level', list({ level: 'expert', domain: 'R' })],
    [
      'its lessons',
      () =>
        context
          .get(LessonService)
          .list(undefined, anyId)
          .catch(() => undefined),
    ],
    ['own courses', () => context.get(CourseService).listOwn(actor(), { page: 1, limit: 10 })],
    [
      'own drafts',
      () => context.get(CourseService).listOwn(actor(), { page: 1, limit: 10, status: 'draft' }),
    ],
    ['what plans open', () => context.get(CatalogueRepository).listSubscriptionCourses(['R', 'Excel'])],
  ])('%s reads an index', async (_what, work) => {
    await eventually(async () => {
      for (const plan of await plansOf(work)) {
        expect([plan.text, plan.scans_collection, plan.indexes.length > 0]).toEqual([plan.text, false, true]);
      }
    }, UNTIL_COUNTED_MS);
  });
});

it('understands misspelled and unfinished words that are common', async () => {
  for (const search of ['cuorse comon', 'comm']) {
    expect((await list({ search })()).courses).toHaveLength(10);
  }
});

it('finds every course with a rare word in the order that is asked for, page by page', async () => {
  const withWord = Array.from({ length: 1_500 }, (_, i) => 1_499 - i).filter((i) => i % 7 === 3);
  for (const [query, expected] of [
    [{ search: 'word3' }, withWord],
    [{ search: 'word3 common', domain: 'R' }, withWord.filter((i) => i % 4 === 1)],
  ] as const) {
    for (const page of [1, 2]) {
      const { courses, pagination } = await list({ ...query, sort_by: 'newest', page })();
      const slugs = expected.slice(10 * (page - 1), 10 * page).map((i) => `course-${i}`);
      expect([courses.map(({ slug }) => slug), pagination.total]).toEqual([slugs, expected.length]);
    }
  }
});

it('finds what it looks for in these plans', async () => {
  const [unindexed] = await plansOf(() => context.connection.model(COURSES).find({ title: 'x' }).exec());
  expect(unindexed).toMatchObject({ scans_collection: true });
  const [unsorted] = await plansOf(() =>
    context.connection.model(COURSES).find({ facets: 'all' }).sort({ title: 1 }).exec(),
  );
  expect(unsorted).toMatchObject({ sorts_in_memory: true });
});

function actor() {
  return {
    user_id: String(OWNER),
    role: 'instructor',
    session_id: 's',
    language: 'en',
    token: '',
    expires_at: 0,
  } as const;
}
