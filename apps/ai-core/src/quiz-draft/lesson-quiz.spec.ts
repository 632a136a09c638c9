import type { DraftQuestion } from '@har/contracts';
import { toLessonQuestion } from './lesson-quiz';

const question = (options: string[], correct_index: number): DraftQuestion => ({
  question_id: '665f1c2ab7e4d91f0a3c5e21',
  kind: 'falsified',
  tier: 'A',
  question: 'Q',
  options,
  correct_index,
  explanation: 'E',
  source_quote: 'S',
});

describe('toLessonQuestion', () => {
  it.each([
    [['Vrai', 'Faux'], 0, true],
    [['True', 'False'], 1, false],
  ])('makes %j true or false', (options, correct, expected) =>
    expect(toLessonQuestion(question(options, correct))).toEqual({
      type: 'true_false',
      question: 'Q',
      explanation: 'E',
      points: 1,
      correct: [expected],
    }),
  );

  it.each([[['a', 'b', 'c', 'd'], 2] as const, [['Oui', 'Non'], 1] as const])(
    'makes %j a choice',
    (options, at) =>
      expect(toLessonQuestion(question([...options], at))).toEqual({
        type: 'single',
        question: 'Q',
        explanation: 'E',
        points: 1,
        options,
        correct: [at],
      }),
  );
});
