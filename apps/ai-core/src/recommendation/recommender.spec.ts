import fc from 'fast-check';
import { DEFAULT_WEIGHTS } from './blend-weights';
import { CourseCatalogue } from './course-catalogue';
import { RecommendationModel } from './recommendation-model';
import { course, taken } from './recommendation.fixture';
import { recommend, type RecommendationRequest } from './recommender';

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1000 * DAY;
const excel = ['e1', 'e2', 'e3', 'e4', 'e5', 'e6'].map((id) => course(id));
const python = ['p1', 'p2', 'p3', 'p4'].map((id) => course(id, { domain: 'Python', language: 'en' }));
const catalogue = new CourseCatalogue([...excel, ...python]);
const histories = [
  ...Array.from({ length: 8 }, () => taken('e1', 'e2', 'e3')),
  ...Array.from({ length: 4 }, () => taken('e4', 'e5')),
  ...Array.from({ length: 6 }, () => taken('p1', 'p2', 'p3')),
  taken('e1', 'e6'),
];
const model = RecommendationModel.fit(histories, { ...DEFAULT_WEIGHTS, lambda: 5 }, 'v');
const ask = (request: Partial<RecommendationRequest> = {}, courses = catalogue) =>
  recommend(model, courses, { user_id: 'u', history: [], now: NOW, ...request });
const idsOf = (found: { course_id: string }[]) => found.map(({ course_id }) => course_id);

describe('recommend', () => {
  it('puts the next step first and says what it rests on', () => {
    const [first] = ask({ history: taken('e1') });
    expect(first).toMatchObject({ course_id: 'e2', reason: 'next_step', because: ['e1'] });
  });

  it('follows a new enrolment at once, without a new model', () => {
    expect(ask({ history: taken('e1', 'e2') })[0]).toMatchObject({ course_id: 'e3', reason: 'next_step' });
  });

  it('gives three to five courses', () => {
    expect(ask({ history: taken('e1') })).toHaveLength(5);
    expect(ask({ history: taken('e1'), limit: 3 })).toHaveLength(3);
    expect(ask({ history: taken('e1'), limit: 1 })).toHaveLength(3);
    expect(ask({ history: taken('e1'), limit: 99 })).toHaveLength(5);
  });

  it('never gives an owned, own or unpublished course', () => {
    const courses = new CourseCatalogue([
      ...excel.map((one) => (one.course_id === 'e3' ? { ...one, published: false } : one)),
      course('mine', { instructor_id: 'u' }),
    ]);
    const found = idsOf(ask({ history: taken('e1'), owned: ['e2'] }, courses));
    expect(found).not.toEqual(expect.arrayContaining(['e1']));
    for (const barred of ['e1', 'e2', 'e3', 'mine']) expect(found).not.toContain(barred);
  });

  it('keeps to the languages that the learner reads, unless there are too few', () => {
    expect(idsOf(ask({ history: taken('e1'), language: 'fr' })).every((id) => id.startsWith('e'))).toBe(true);
    expect(idsOf(ask({ history: taken('p1', 'p2'), language: 'en' })).slice(0, 2)).toEqual(['p3', 'p4']);
    expect(ask({ history: taken('p1', 'p2'), language: 'en' })).toHaveLength(3);
    expect(idsOf(ask({ history: taken('p1'), language: 'fr' }))).toEqual(
      expect.arrayContaining(['p2', 'e1']),
    );
  });

  it('ignores what a learner disliked', () => {
    const history = [{ course_id: 'p1', at: 0, weight: 0 }, ...taken('e4')];
    expect(ask({ history })[0]).toMatchObject({ course_id: 'e5', because: ['e4'] });
  });

  it('starts cold with the domain asked for, in the learner’s language', () => {
    const found = ask({ language: 'en', domain: 'Python' });
    expect(found[0]).toMatchObject({ course_id: 'p1', reason: 'domain_popular', because: [] });
    expect(idsOf(found)).toEqual(['p1', 'p2', 'p3', 'p4']);
  });

  it('starts cold with what is popular, then with what is new', () => {
    expect(ask({ language: 'fr' })[0]).toMatchObject({ course_id: 'e1', reason: 'popular' });
    const empty = RecommendationModel.fit([], DEFAULT_WEIGHTS, 'empty');
    const fresh = new CourseCatalogue([
      course('old', { published_at: 1 }),
      course('young', { published_at: NOW - 3 * DAY }),
    ]);
    expect(recommend(empty, fresh, { user_id: 'u', history: [], now: NOW })).toEqual([
      { course_id: 'young', score: 0, reason: 'new', because: [] },
      { course_id: 'old', score: 0, reason: 'other', because: [] },
    ]);
  });

  it('keeps one place for a new course that is like the learner’s own', () => {
    const withNew = new CourseCatalogue([
      ...excel.map((one) =>
        one.course_id === 'e1' ? { ...one, title: 'Formules Excel', keywords: ['formules'] } : one,
      ),
      course('fresh', { title: 'Formules avancées', published_at: NOW - 3 * DAY }),
      course('stale', { title: 'Formules', published_at: NOW - 90 * DAY }),
      course('other', { title: 'Peinture', published_at: NOW - 3 * DAY }),
    ]);
    const found = ask({ history: taken('e1') }, withNew);
    expect(found.filter(({ reason, because }) => reason === 'new' && because.length > 0)).toEqual([
      { course_id: 'fresh', score: 0, reason: 'new', because: ['e1'] },
    ]);
    expect(found[0]?.course_id).toBe('e2');
  });

  it('says when a course is only popular in the domain', () => {
    const weights = { ...DEFAULT_WEIGHTS, lambda: 5, prior: 50 };
    const found = recommend(model.withWeights(weights), catalogue, {
      user_id: 'u',
      history: taken('e6'),
      now: NOW,
    });
    expect(found.some(({ reason, because }) => reason === 'domain_popular' && because[0] === 'e6')).toBe(
      true,
    );
  });

  it('has nothing for one who has everything', () => {
    expect(ask({ history: taken(...[...excel, ...python].map(({ course_id }) => course_id)) })).toEqual([]);
  });

  it('holds its promises for any history', () => {
    const all = [...excel, ...python].map(({ course_id }) => course_id);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all),
        fc.subarray(all),
        fc.constantFrom('fr', 'en', undefined),
        (own, owned, language) => {
          const found = idsOf(ask({ history: taken(...own), owned, language }));
          const left = all.filter((id) => !own.includes(id) && !owned.includes(id)).length;
          expect(new Set(found).size).toBe(found.length);
          expect(found.some((id) => own.includes(id) || owned.includes(id))).toBe(false);
          expect(found.length).toBeGreaterThanOrEqual(Math.min(3, left));
          expect(found.length).toBeLessThanOrEqual(5);
        },
      ),
    );
  });

  it('counts popularity again when the model has learned', () => {
    const learning = RecommendationModel.fit(histories, { ...DEFAULT_WEIGHTS, lambda: 5 }, 'v');
    const before = catalogue.popularityIn(learning);
    expect(catalogue.popularityIn(learning)).toBe(before);
    learning.addEnrollment(taken('e1'), 'e5');
    expect(catalogue.popularityIn(learning)).not.toBe(before);
  });
});
