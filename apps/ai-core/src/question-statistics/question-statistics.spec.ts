import fc from 'fast-check';
import { questionStatistics, type MarkedQuestions } from './question-statistics';

const marks = (...right: boolean[]): MarkedQuestions =>
  right.map((correct, at) => ({ question_id: `q${at}`, correct }));
const times = (count: number, attempt: MarkedQuestions): MarkedQuestions[] =>
  Array.from({ length: count }, () => attempt);

describe('questionStatistics', () => {
  it('tells the share of right answers, and how a question agrees with the rest of the quiz', () => {
    const attempts = [...times(15, marks(true, true, true)), ...times(15, marks(false, false, false))];
    expect(questionStatistics(attempts)[0]).toEqual({
      question_id: 'q0',
      answers: 30,
      difficulty: 0.5,
      discrimination: 1,
      flags: [],
    });
  });

  it('flags what is too hard, too easy, or answered right by the wrong learners', () => {
    const strong = marks(false, true, false, true, true);
    const weak = marks(false, true, true, false, false);
    const found = questionStatistics([...times(20, strong), ...times(20, weak)]);
    expect(found.map(({ flags }) => flags)).toEqual([
      ['too_hard'],
      ['too_easy'],
      ['poor_discrimination'],
      [],
      [],
    ]);
  });

  it('flags nothing from few answers, and knows no discrimination of a lone question', () => {
    expect(questionStatistics(times(19, marks(false, true)))[0]).toMatchObject({ flags: [], difficulty: 0 });
    expect(questionStatistics(times(30, marks(true)))[0]).toMatchObject({ discrimination: null });
    expect(questionStatistics([])).toEqual([]);
  });

  it('stays within its bounds, whatever the answers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), { maxLength: 60 }),
        (all) => {
          for (const { difficulty, discrimination } of questionStatistics(
            all.map((right) => marks(...right)),
          )) {
            expect(difficulty).toBeGreaterThanOrEqual(0);
            expect(difficulty).toBeLessThanOrEqual(1);
            if (discrimination !== null) expect(Math.abs(discrimination)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
