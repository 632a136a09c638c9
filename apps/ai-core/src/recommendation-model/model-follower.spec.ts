import { DEFAULT_WEIGHTS } from '../recommendation/blend-weights';
import { learnerHistories } from '../recommendation/learner-history';
import { RecommendationModel } from '../recommendation/recommendation-model';
import { ModelFollower, type LoggedInteraction } from './model-follower';

const FITTED = new Date(1_000);
const line = (user_id: string, course_id: string, at: number, recorded = at): LoggedInteraction => ({
  user_id,
  course_id,
  type: 'enrolled',
  at,
  recorded_at: new Date(recorded),
});
const fit = (log: LoggedInteraction[]) =>
  RecommendationModel.fit(learnerHistories(log).values(), DEFAULT_WEIGHTS, 'v1');

const BEFORE = [line('ada', 'a', 1), line('ada', 'b', 2), line('eve', 'a', 3), line('bob', 'c', 4)];
const AFTER = [
  line('ada', 'c', 2_000),
  line('eve', 'new', 2_001),
  line('zoe', 'a', 2_002),
  line('zoe', 'b', 2_003),
];

function expectSame(one: RecommendationModel, other: RecommendationModel): void {
  expect([...one.courseIds].sort()).toEqual([...other.courseIds].sort());
  for (const from of one.courseIds)
    for (const to of one.courseIds) {
      const [i, j, k, l] = [
        one.numberOf(from)!,
        one.numberOf(to)!,
        other.numberOf(from)!,
        other.numberOf(to)!,
      ];
      expect(one.ease.weight(i, j)).toBeCloseTo(other.ease.weight(k, l), 10);
      expect(one.transitions.share(i, j)).toBeCloseTo(other.transitions.share(k, l), 12);
    }
}

function followed(lines: LoggedInteraction[], log: LoggedInteraction[]): RecommendationModel {
  const model = fit(BEFORE);
  const follower = new ModelFollower(model, FITTED);
  for (const one of lines)
    follower.take(
      one,
      log.filter(({ user_id }) => user_id === one.user_id),
    );
  return model;
}

describe('ModelFollower', () => {
  it('makes the model as if it had been fitted with the lines that came in since', () => {
    const log = [...BEFORE, ...AFTER];
    expectSame(followed(AFTER, log), fit(log));
  });

  it('takes each course of a learner once, in whatever kinds of lines and however often it is told', () => {
    const completed: LoggedInteraction = { ...line('ada', 'c', 2_500), type: 'completed' };
    const again: LoggedInteraction = { ...line('ada', 'a', 2_600), type: 'completed' };
    const log = [...BEFORE, ...AFTER, completed, again];
    const model = followed([...AFTER, completed, again, ...AFTER], log);
    expectSame(model, fit(log));
    expect(model.changes).toBe(4);
  });

  it('knows what the fit has seen', () => {
    const follower = new ModelFollower(fit(BEFORE), FITTED);
    expect(follower.isNews(line('ada', 'z', 2_000, 999))).toBe(false);
    expect(follower.isNews({ ...line('ada', 'z', 2_000), recorded_at: undefined })).toBe(false);
    expect(follower.isNews(line('ada', 'z', 5, 1_001))).toBe(true);
  });
});
