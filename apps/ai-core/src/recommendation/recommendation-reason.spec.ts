import { DEFAULT_WEIGHTS } from './blend-weights';
import { CourseCatalogue } from './course-catalogue';
import { scoreCourses, seedsOf } from './course-scores';
import type { CatalogueCourse } from './interaction';
import { RecommendationModel } from './recommendation-model';
import { reasonFor } from './recommendation-reason';
import { course, taken } from './recommendation.fixture';

const NOW = 400 * 86_400_000;
const python = { domain: 'Python' };
const courses = [
  course('a'),
  course('b'),
  course('c'),
  course('rare', python),
  course('top', python),
  course('x', { domain: 'R' }),
  course('fresh', { domain: 'R', published_at: NOW - 1 }),
];
const catalogue = new CourseCatalogue(courses);
const model = RecommendationModel.fit(
  [
    ...Array.from({ length: 6 }, () => taken('a', 'b')),
    taken('a', 'rare'),
    ...Array.from({ length: 4 }, () => taken('top', 'a')),
    ...Array.from({ length: 2 }, () => taken('b', 'c')),
  ],
  { ...DEFAULT_WEIGHTS, lambda: 5 },
  'v',
  courses.map(({ course_id }) => course_id),
);

function reason(of: string, own: string[] = [], domain?: string) {
  const history = taken(...own);
  const grounds = { model, catalogue, seeds: seedsOf(model, history), domain, now: NOW };
  const scores = own.length > 0 ? scoreCourses(model, history, catalogue.popularityIn(model)) : undefined;
  return reasonFor(grounds, catalogue.find(of) as CatalogueCourse, scores);
}

describe('reasonFor', () => {
  it('says that a course is often taken after another only if learners went on to it', () => {
    expect(reason('b', ['a'])).toEqual({ reason: 'next_step', because: ['a'] });
    // Four had both courses, but took the other one first.
    expect(reason('top', ['a']).reason).toBe('popular');
    expect(reason('rare', ['a'])).toEqual({ reason: 'other', because: [] });
  });

  it('says popular only of what is taken by some', () => {
    expect(reason('b', ['c'])).toEqual({ reason: 'domain_popular', because: ['c'] });
    expect(reason('c', ['b'])).toEqual({ reason: 'same_domain', because: ['b'] });
    expect(reason('b', [], 'Excel')).toEqual({ reason: 'domain_popular', because: [] });
    expect(reason('rare', [], 'Python')).toEqual({ reason: 'same_domain', because: [] });
    expect(reason('b')).toEqual({ reason: 'popular', because: [] });
  });

  it('says new only of what is', () => {
    expect(reason('fresh')).toEqual({ reason: 'new', because: [] });
    expect(reason('x')).toEqual({ reason: 'other', because: [] });
  });
});
