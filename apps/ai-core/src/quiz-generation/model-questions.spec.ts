import { guardQuestions, missingQuestions } from './model-questions';

const TEXT =
  'A drone is a male bee whose only task is to mate with a queen. A colony holds about 50,000 workers.';
const GOOD = {
  question: 'What does a drone do for the colony?',
  options: ['It mates with a queen', 'It gathers pollen', 'It guards the gate', 'It builds combs'],
  correct_index: 0,
  source_quote: 'A drone is a male bee whose only task is to mate with a queen.',
};
const guard = (...questions: object[]) => guardQuestions({ questions: questions as never }, TEXT, 'en', []);

describe('guardQuestions', () => {
  it('keeps a good one for a person to read, with its source', () =>
    expect(guard(GOOD)).toEqual([
      {
        ...GOOD,
        kind: 'llm',
        tier: 'B',
        explanation: `The course says: “${GOOD.source_quote}”`,
      },
    ]));

  it('leaves out those that break a rule, and keeps one a sentence', () =>
    expect(
      guard(
        GOOD,
        { ...GOOD, question: 'Which bee is it?' },
        { ...GOOD, source_quote: 'Nobody wrote this one.' },
      ),
    ).toHaveLength(1));

  it.each([
    ['a quote that nobody wrote', { source_quote: 'A drone is an unmanned aircraft of some kind.' }],
    ['options that repeat', { options: ['It mates', 'it mates.', 'It guards', 'It builds'] }],
    ['a link', { question: 'See https://evil.example?' }],
    ['markup', { options: ['<b>It mates</b>', 'It gathers', 'It guards', 'It builds'] }],
    ['a number of its own', { question: 'Why do 70 drones mate?' }],
    ['the answer in the question', { question: 'It mates with a queen: true?' }],
  ])('stops %s', (_name, change) => expect(() => guard({ ...GOOD, ...change })).toThrow('unguarded'));

  it('stops what rests on a sentence that was asked about already', () => {
    const made = [{ ...GOOD, kind: 'definition' as const, tier: 'A' as const, explanation: '' }];
    expect(() => guardQuestions({ questions: [GOOD] }, TEXT, 'en', made)).toThrow('unguarded');
  });
});

describe('missingQuestions', () => {
  it('asks for as many as are missing', () => {
    const question = missingQuestions(TEXT, 3, 'fr', []);
    expect(question.instructions).toContain('Write 3 multiple-choice questions in French');
    expect(question.content).toContain('A drone is a male bee');
    expect(question.schema.validate({ questions: [GOOD, GOOD, GOOD, GOOD] }).error).toBeDefined();
  });
});
