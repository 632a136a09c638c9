import { DEFAULT_WEIGHTS, type BlendWeights } from './blend-weights';
import { scoreCourses, seedShare, seedsOf } from './course-scores';
import { RecommendationModel } from './recommendation-model';
import { taken } from './recommendation.fixture';
import { ShelfPopularity } from './shelf-popularity';

const histories = [taken('a', 'b'), taken('a', 'b'), taken('b', 'c'), taken('d', 'c')];
function scored(history: ReturnType<typeof taken>, change: Partial<BlendWeights> = {}) {
  const model = RecommendationModel.fit(histories, { ...DEFAULT_WEIGHTS, lambda: 1, ...change }, 'v');
  const shelves = model.courseIds.map((courseId) => ({
    domain: courseId === 'd' ? 'R' : 'Excel',
    language: 'fr',
  }));
  const scores = scoreCourses(model, history, new ShelfPopularity(model.enrollments, shelves));
  return { model, scores, of: (courseId: string) => scores.total[model.numberOf(courseId)!]! };
}

describe('scoreCourses', () => {
  it('prefers what follows the learner’s course', () => {
    const { of } = scored(taken('a'));
    expect(of('b')).toBeGreaterThan(of('c'));
    expect(of('b')).toBeGreaterThan(of('d'));
  });

  it('is the sum of what the seeds say and of the prior', () => {
    const history = taken('a', 'd');
    const { model, scores } = scored(history);
    for (const [number, courseId] of model.courseIds.entries()) {
      if (history.some(({ course_id }) => course_id === courseId)) continue;
      const personal = seedsOf(model, history).reduce((sum, seed) => sum + seedShare(model, seed, number), 0);
      expect(scores.total[number]).toBeCloseTo(personal + scores.prior[number]!, 12);
    }
  });

  it('gives popularity less say the longer the history', () => {
    const prior = (history: ReturnType<typeof taken>): number => {
      const { model, scores } = scored(history);
      return scores.prior[model.numberOf('c')!]!;
    };
    expect(prior(taken('a'))).toBeGreaterThan(prior(taken('a', 'b')));
  });

  it('lets later courses speak louder', () => {
    const early = scored(taken('b', 'd'), { easeDecay: 0.5, transitionDecay: 0.3, prior: 0 });
    const late = scored(taken('d', 'b'), { easeDecay: 0.5, transitionDecay: 0.3, prior: 0 });
    expect(late.of('a')).toBeGreaterThan(early.of('a'));
  });

  it('says nothing for no history, unknown or disliked courses', () => {
    expect(scored([]).scores.total.every((score) => score === 0)).toBe(true);
    expect(scored(taken('unknown')).scores.total.every((score) => score === 0)).toBe(true);
    expect(scored([{ course_id: 'a', at: 0, weight: 0 }]).scores.total.every((score) => score === 0)).toBe(
      true,
    );
  });
});
