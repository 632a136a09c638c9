import { brokenRule } from './question-checks';
import type { QuestionDraft } from './quiz-question';

const text = 'A cantilever is a rigid arm.';
const good: QuestionDraft = {
  kind: 'definition',
  tier: 'A',
  question: 'What is a cantilever?',
  correct: 'A rigid arm',
  wrong: ['A tall tower', 'A flat deck', 'A steel cable'],
  source_quote: text,
};
const rule = (change: Partial<QuestionDraft>) => brokenRule({ ...good, ...change }, text);

describe('brokenRule', () => {
  it('passes a good question', () => expect(rule({})).toBeUndefined());

  it.each([
    [{ wrong: ['A tall tower', 'A flat deck'] }, 'number of options'],
    [{ wrong: ['A tall tower', 'A flat deck', ' '] }, 'empty option'],
    [{ wrong: ['A tall tower', 'a TALL tower.', 'A flat deck'] }, 'options repeat'],
    [{ question: 'Is a flat deck a cantilever?' }, 'option in question'],
    [{ wrong: ['A rigid arm of steel', 'A flat deck', 'A steel cable'] }, 'option in option'],
    [{ question: `What is ${'a very '.repeat(80)} cantilever?` }, 'question too long'],
    [{ correct: `A ${'rigid '.repeat(50)} arm` }, 'option too long'],
    [{ source_quote: 'Not in the text.' }, 'source not in the text'],
    [{ ordered: ['True', 'False'] }, 'number of options'],
  ])('%j breaks a rule: %s', (change, expected) => expect(rule(change)).toBe(expected));

  it('lets true and false stand in the question', () => {
    const change = {
      question: 'True or false? “Steel melts.”',
      correct: 'True',
      wrong: ['False'],
      ordered: ['True', 'False'],
    };
    expect(rule(change)).toBeUndefined();
  });

  it('lets a number contain another', () => {
    const change = {
      kind: 'number' as const,
      question: 'How long?',
      correct: '5',
      wrong: ['5 000', '50', '7'],
    };
    expect(rule(change)).toBeUndefined();
  });
});
