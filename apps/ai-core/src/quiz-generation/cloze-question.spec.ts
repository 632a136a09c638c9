import { clozeQuestion, placedPhrases } from './cloze-question';
import { SeededRandom } from './seeded-random';
import type { SourceSentence } from './source-sentence';

const sentences: SourceSentence[] = [
  'The heavy deck rests on a stone pier.',
  'The old engineer drew a detailed map.',
  'The tall pylon carries a steel cable.',
  'The river carved a deep valley.',
  'The thing needs a way.',
].map((text, block) => ({ text, block, first: true }));
const phrases = placedPhrases(sentences, 'en');

describe('placedPhrases', () => {
  it('leaves out nouns that fit anywhere', () => {
    expect(phrases.some(({ text }) => /thing|way/.test(text))).toBe(false);
    expect(phrases.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['The heavy deck', 'a steel cable']),
    );
  });
});

describe('clozeQuestion', () => {
  it('takes the phrase out and offers phrases of the same form from elsewhere', () => {
    const phrase = phrases.find(({ text }) => text === 'a steel cable')!;
    const draft = clozeQuestion(phrase, phrases, 'en', new SeededRandom('spec'));
    expect(draft?.question).toContain('The tall pylon carries _____.');
    expect(draft).toMatchObject({ kind: 'cloze', tier: 'B', correct: 'a steel cable' });
    expect(draft?.wrong.every((option) => option.startsWith('a '))).toBe(true);
  });

  it('writes the options with a capital where the sentence begins', () => {
    const phrase = phrases.find(({ text }) => text === 'The river')!;
    const draft = clozeQuestion(phrase, phrases, 'en', new SeededRandom('spec'));
    expect([draft!.correct, ...draft!.wrong].every((option) => option.startsWith('The '))).toBe(true);
  });

  it('gives up without enough other phrases', () =>
    expect(clozeQuestion(phrases[0]!, phrases.slice(0, 3), 'en', new SeededRandom('spec'))).toBeUndefined());
});
