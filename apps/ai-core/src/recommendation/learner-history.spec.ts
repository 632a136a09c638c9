import type { Interaction } from './interaction';
import { learnerHistories, learnerHistory } from './learner-history';

const line = (
  course_id: string,
  type: Interaction['type'],
  at: number,
  more: Partial<Interaction> = {},
): Interaction => ({
  user_id: 'u',
  course_id,
  type,
  at,
  ...more,
});

describe('learnerHistory', () => {
  it('lists courses by when they were taken up, whatever order the log has', () => {
    const history = learnerHistory([
      line('b', 'enrolled', 2),
      line('a', 'completed', 9),
      line('a', 'enrolled', 1),
    ]);
    expect(history.map(({ course_id, at }) => [course_id, at])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it.each([
    [[line('a', 'enrolled', 1)], 1],
    [[line('a', 'enrolled', 1), line('a', 'progressed', 2, { progress: 40 })], 1],
    [[line('a', 'enrolled', 1), line('a', 'progressed', 2, { progress: 50 })], 1.5],
    [[line('a', 'enrolled', 1), line('a', 'completed', 2), line('a', 'progressed', 3, { progress: 100 })], 2],
    [[line('a', 'completed', 2), line('a', 'rated', 3, { rating: 2 })], 0],
    [
      [line('a', 'completed', 2), line('a', 'rated', 3, { rating: 1 }), line('a', 'rated', 4, { rating: 5 })],
      2,
    ],
    [[line('a', 'enrolled', 2), line('a', 'rated', 3)], 1],
  ])('weighs %j', (log, weight) => expect(learnerHistory(log)[0]?.weight).toBe(weight));
});

describe('learnerHistories', () => {
  it('parts a log by learner', () => {
    const log = [line('a', 'enrolled', 1), { ...line('b', 'enrolled', 2), user_id: 'v' }];
    expect(
      [...learnerHistories(log)].map(([user, history]) => [user, history.map(({ course_id }) => course_id)]),
    ).toEqual([
      ['u', ['a']],
      ['v', ['b']],
    ]);
  });
});
