import fc from 'fast-check';
import type { CourseChanged } from '@har/contracts';
import type { TaughtCourse } from '../users/user.schema';
import { newInstructorInfo, teachingFigures, withCourse } from './teaching-record';

const course = (fields: Partial<TaughtCourse>): TaughtCourse => ({
  course_id: 'c',
  version: 1,
  published: true,
  rating: 0,
  reviews_count: 0,
  ...fields,
});

const change = (
  course_id: string,
  version: number,
  status: CourseChanged['status'],
  rating = 0,
  reviews = 0,
) => ({ course_id, version, status, average_rating: rating, reviews_count: reviews }) as CourseChanged;

describe('teachingFigures', () => {
  it('counts published courses and weighs ratings by reviews', () => {
    const courses = [
      course({ rating: 5, reviews_count: 1 }),
      course({ rating: 4, reviews_count: 2 }),
      course({ rating: 1, reviews_count: 50, published: false }),
      course({}),
    ];
    expect(teachingFigures(courses)).toEqual({ total_courses: 3, rating: 4.33 });
    expect(teachingFigures()).toEqual({ total_courses: 0, rating: 0 });
  });
});

describe('withCourse', () => {
  it('takes no notice of what is older or known', () => {
    const known = [course({ version: 3 })];
    expect(withCourse(known, change('c', 3, 'archived'))).toBeUndefined();
    expect(withCourse(known, change('c', 2, 'archived'))).toBeUndefined();
    expect(withCourse(known, change('c', 4, 'archived'))).toEqual([course({ version: 4, published: false })]);
  });

  it('ends the same in any order, with any repetitions', () => {
    const status = fc.constantFrom('draft' as const, 'published' as const, 'archived' as const);
    const history = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), status, fc.nat(5), fc.nat(9)), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (steps, order) => {
        const events = steps.map(([id, is, rating, reviews], i) => change(id, i + 1, is, rating, reviews));
        const shuffled = [...events, ...events]
          .map((event) => ({ event, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        const apply = (list: CourseChanged[]) =>
          list.reduce<TaughtCourse[]>((courses, event) => withCourse(courses, event) ?? courses, []);
        expect(teachingFigures(apply(shuffled))).toEqual(teachingFigures(apply(events)));
      }),
    );
  });
});

describe('newInstructorInfo', () => {
  it('begins unverified, with what is known', () => {
    expect(newInstructorInfo([course({})], undefined)).toEqual({
      bio: '',
      expertise_tags: [],
      total_courses: 1,
      rating: 0,
      verification_status: 'unverified',
    });
  });

  it('keeps what one who returns had said of themself, but not the verification', () => {
    const former = {
      bio: 'b',
      expertise_tags: ['R'],
      total_courses: 9,
      rating: 5,
      verification_status: 'verified' as const,
    };
    expect(newInstructorInfo([], former)).toEqual({
      ...former,
      total_courses: 0,
      rating: 0,
      verification_status: 'unverified',
    });
  });
});
