import { analyze, type Language } from '@har/text-analysis';

/** What a teacher says means the same in a course: « congés » for « vacances », "query" for « requête ». */
export interface GlossaryEntry {
  term: string;
  synonyms: string[];
}

/** Ways to say the same thing, each as the index terms of its words. */
export class SynonymTable {
  private readonly groups = new Map<string, string[][][]>();
  private longest = 1;

  constructor(entries: readonly GlossaryEntry[], language: Language) {
    for (const entry of entries) this.addGroup([entry.term, ...entry.synonyms], language);
  }

  /** Length in words of the longest expression that `synonymsOf` can find. */
  get longestExpression(): number {
    return this.longest;
  }

  /** The other ways to say an expression, given as index terms; none if the table does not know it. */
  synonymsOf(terms: readonly string[]): string[][] {
    const key = terms.join(' ');
    const groups = this.groups.get(key) ?? [];
    return groups.flat().filter((expression) => expression.join(' ') !== key);
  }

  addGroup(expressions: readonly string[], language: Language): void {
    const analyzed = expressions
      .map((expression) => analyze(expression, language))
      .filter((terms) => terms.length > 0);
    if (analyzed.length < 2) return;
    for (const terms of analyzed) {
      const key = terms.join(' ');
      this.groups.set(key, [...(this.groups.get(key) ?? []), analyzed]);
      this.longest = Math.max(this.longest, terms.length);
    }
  }
}
