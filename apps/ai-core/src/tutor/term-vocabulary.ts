import { charNgrams, editDistance } from '@har/text-analysis';

/** Shorter words have too few letters to be told apart by a part of them. */
const SHORTEST = 4;

/** The terms of an index, counted, and found again from a misspelled or related word by their pieces of 4 letters. */
export class TermVocabulary {
  private readonly uses = new Map<string, number>();
  private readonly byGram = new Map<string, Set<string>>();

  has(term: string): boolean {
    return this.uses.has(term);
  }

  add(term: string): void {
    const uses = this.uses.get(term) ?? 0;
    this.uses.set(term, uses + 1);
    if (uses > 0) return;
    for (const gram of charNgrams(term)) {
      const terms = this.byGram.get(gram);
      if (terms) terms.add(term);
      else this.byGram.set(gram, new Set([term]));
    }
  }

  remove(term: string): void {
    const uses = this.uses.get(term) ?? 0;
    if (uses > 1) this.uses.set(term, uses - 1);
    if (uses !== 1) return;
    this.uses.delete(term);
    for (const gram of charNgrams(term)) {
      const terms = this.byGram.get(gram);
      terms?.delete(term);
      if (terms?.size === 0) this.byGram.delete(gram);
    }
  }

  /** Terms of at least `least` likeness (share of pieces of 4 letters in common, 0 to 1), the likest first. */
  similar(term: string, least: number, limit: number): { term: string; likeness: number }[] {
    if (term.length < SHORTEST) return [];
    const grams = new Set(charNgrams(term));
    const shared = new Map<string, number>();
    for (const gram of grams) {
      for (const other of this.byGram.get(gram) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    shared.delete(term);
    return [...shared]
      .map(([other, count]) => ({
        term: other,
        likeness: (2 * count) / (grams.size + Math.max(1, other.length - 1)),
      }))
      .filter(({ likeness }) => likeness >= least)
      .sort((a, b) => b.likeness - a.likeness || (a.term < b.term ? -1 : 1))
      .slice(0, limit);
  }

  /** The term that an unknown word most likely misspells: one slip in 5 letters or more, two in 8 or more. */
  correct(term: string): string | undefined {
    if (this.has(term) || term.length < 5 || /\d/.test(term)) return undefined;
    const slips = term.length >= 8 ? 2 : 1;
    const near = this.similar(term, 0.2, 40)
      .map((other) => ({ term: other.term, distance: editDistance(term, other.term, slips) }))
      .filter(({ distance }) => distance <= slips);
    near.sort((a, b) => a.distance - b.distance);
    return near[0]?.term;
  }
}
