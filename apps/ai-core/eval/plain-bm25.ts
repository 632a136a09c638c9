import type { LessonSource } from '../src/tutor/passage';
import { extractPassages } from '../src/tutor/passage-extractor';
import type { Language } from '@har/text-analysis';

const K1 = 1.2;
const B = 0.7;

/** BM25 over lower-case words as a search library does it untuned: no stop words, no stems, no synonyms. The baseline. */
export class PlainBm25 {
  private readonly passages: { place: string; words: string[] }[];
  private readonly frequency = new Map<string, number>();
  private readonly averageLength: number;

  constructor(lessons: readonly LessonSource[], language: Language) {
    this.passages = lessons.flatMap((lesson) =>
      extractPassages(lesson, language).map(({ lesson_id, paragraph, text }) => ({
        place: `${lesson_id}#${paragraph}`,
        words: wordsOf(text),
      })),
    );
    for (const { words } of this.passages)
      for (const word of new Set(words)) this.frequency.set(word, (this.frequency.get(word) ?? 0) + 1);
    const total = this.passages.reduce((sum, { words }) => sum + words.length, 0);
    this.averageLength = total / Math.max(1, this.passages.length);
  }

  /** The places (`lesson#paragraph`) of the best passages, the best first. */
  search(question: string, limit: number): string[] {
    const asked = [...new Set(wordsOf(question))];
    return this.passages
      .map(({ place, words }) => ({
        place,
        score: asked.reduce((sum, word) => sum + this.gain(word, words), 0),
      }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ place }) => place);
  }

  private gain(word: string, words: readonly string[]): number {
    const count = words.filter((other) => other === word).length;
    const having = this.frequency.get(word) ?? 0;
    const rarity = Math.log(1 + (this.passages.length - having + 0.5) / (having + 0.5));
    return (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * words.length) / this.averageLength));
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
