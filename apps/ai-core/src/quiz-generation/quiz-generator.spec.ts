import { contentToBlocks } from '@har/text-analysis';
import fc from 'fast-check';
import { brokenRule, quotableText } from './question-checks';
import { BRIDGES, PONTS } from './quiz.fixture';
import { DEFAULT_QUESTIONS, generateQuiz, MOST_QUESTIONS } from './quiz-generator';
import type { QuizQuestion } from './quiz-question';

/** Every rule again, on the finished question. */
function expectSound(questions: readonly QuizQuestion[], content: string): void {
  const text = quotableText(contentToBlocks(content));
  for (const { options, correct_index, kind, tier, question, source_quote, explanation } of questions) {
    const correct = options[correct_index] ?? '';
    const wrong = options.filter((_, at) => at !== correct_index);
    const ordered = options.length === 2 ? options : undefined;
    expect(brokenRule({ kind, tier, question, correct, wrong, ordered, source_quote }, text)).toBeUndefined();
    expect(explanation).toContain(source_quote);
  }
  expect(new Set(questions.map(({ source_quote }) => source_quote)).size).toBe(questions.length);
}

describe('generateQuiz', () => {
  it('makes five sound questions of an English lesson, of several kinds', () => {
    const quiz = generateQuiz({ content: BRIDGES });
    expect(quiz).toMatchObject({ language: 'en', partial: false });
    expect(quiz.questions).toHaveLength(DEFAULT_QUESTIONS);
    expect(new Set(quiz.questions.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(3);
    expectSound(quiz.questions, BRIDGES);
  });

  it('makes sound questions of a French lesson, in French', () => {
    const quiz = generateQuiz({ content: PONTS, num_questions: 5 });
    expect(quiz.language).toBe('fr');
    expect(quiz.questions).toHaveLength(5);
    expect(quiz.questions.every(({ explanation }) => explanation.startsWith('Le cours dit'))).toBe(true);
    expectSound(quiz.questions, PONTS);
  });

  it('gives the same quiz for the same content and another for another', () => {
    expect(generateQuiz({ content: BRIDGES })).toEqual(generateQuiz({ content: BRIDGES }));
    const longer = `${BRIDGES}<p>A ford is a shallow place where a road crosses a river.</p>`;
    expect(generateQuiz({ content: longer }).questions).not.toEqual(
      generateQuiz({ content: BRIDGES }).questions,
    );
  });

  it('says when a text carries fewer questions than asked', () => {
    const quiz = generateQuiz({ content: BRIDGES, num_questions: MOST_QUESTIONS });
    expect(quiz.partial).toBe(true);
    expect(quiz.questions.length).toBeGreaterThan(DEFAULT_QUESTIONS);
    expectSound(quiz.questions, BRIDGES);
  });

  it.each(['', '<p></p>', 'Hello.', '<script>alert("A cat is an animal that eats mice at night.")</script>'])(
    'makes nothing of %j',
    (content) => expect(generateQuiz({ content })).toMatchObject({ questions: [], partial: true }),
  );

  it('reads plain text and obeys the language that is asked for', () => {
    const plain = quotableText(contentToBlocks(BRIDGES)).replaceAll('\n', '\n\n');
    expect(generateQuiz({ content: plain }).questions.length).toBeGreaterThan(2);
    expect(generateQuiz({ content: BRIDGES, language: 'fr' }).language).toBe('fr');
  });

  it('marks numbers for review when the lesson works on examples', () => {
    const byKind = (content: string) =>
      generateQuiz({ content, num_questions: 8 }).questions.filter(({ kind }) => kind === 'number');
    expect(byKind(BRIDGES).every(({ tier }) => tier === 'B')).toBe(true);
    expect(byKind(BRIDGES.replace(/<pre>.*<\/pre>/, '')).every(({ tier }) => tier === 'A')).toBe(true);
  });

  it('stays within bounds for any number asked', () => {
    expect(generateQuiz({ content: BRIDGES, num_questions: 0 }).questions).toHaveLength(1);
    expect(generateQuiz({ content: BRIDGES, num_questions: 1e9 }).questions.length).toBeLessThanOrEqual(
      MOST_QUESTIONS,
    );
  });

  it('gives only sound questions for any mixture of sentences', () => {
    const sentences = contentToBlocks(BRIDGES + PONTS).flatMap(({ text }) => text.split(/(?<=\.) /));
    fc.assert(
      fc.property(fc.shuffledSubarray(sentences, { minLength: 1 }), (chosen) => {
        const content = chosen.map((sentence) => `<p>${sentence}</p>`).join('');
        expectSound(generateQuiz({ content, num_questions: 6 }).questions, content);
      }),
      { numRuns: 40 },
    );
  });

  it('reads a long hostile text', () => {
    expect(generateQuiz({ content: 'The cat is an animal that eats. '.repeat(3_000) }).partial).toBe(true);
    expect(generateQuiz({ content: `${'The '.repeat(25_000)}.` }).partial).toBe(true);
  });
});
