import { answerBand } from './answer-band';
import type { RankedPassage } from './passage-ranker';
import { inverseFrequency, type Concept } from './question-concepts';

const SIZE = 100;
const concept: Concept = { term: 't', weight: 1, rarity: 3, variants: [], known: true, properNoun: false };
const top = (coverage: number, strength: number, defines = false): RankedPassage => ({
  id: 0,
  passage: { lesson_id: 'l', lesson_title: 't', paragraph: 1, text: 'x', terms: [], length: 1 },
  score: strength * inverseFrequency(1, SIZE),
  coverage,
  defines,
});
const band = (ranked: RankedPassage | undefined, concepts = [concept]) => answerBand(ranked, concepts, SIZE);

describe('answerBand', () => {
  it('answers only with enough of the question and enough weight', () => {
    expect(band(top(0.6, 1.2))).toBe('answered');
    expect(band(top(0.6, 0.9))).toBe('possible');
    expect(band(top(0.4, 2))).toBe('possible');
    expect(band(top(0.25, 0.9))).toBe('possible');
    expect(band(top(0.25, 0.7))).toBe('unknown');
    expect(band(top(0.1, 2))).toBe('unknown');
    expect(band(top(0.4, 0.2))).toBe('unknown');
    expect(band(undefined)).toBe('unknown');
  });

  it('answers with a definition, however common the word', () => {
    expect(band(top(1, 0.2, true))).toBe('answered');
    expect(answerBand(top(1, 0.8), [concept], SIZE, 'definition')).toBe('answered');
  });

  it('shows a passage that speaks of it all, however common its words', () =>
    expect(band(top(1, 0.1))).toBe('possible'));

  it('is never sure about a name that the course does not mention', () => {
    const stranger = { ...concept, properNoun: true, known: false };
    expect(band(top(0.9, 3), [stranger])).toBe('possible');
    expect(band(top(0.9, 3, true), [stranger])).toBe('possible');
    expect(band(top(0.9, 0.1), [stranger])).toBe('unknown');
  });
});
