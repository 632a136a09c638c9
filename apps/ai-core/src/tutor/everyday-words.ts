import { analyze, type Language } from '@har/text-analysis';
import { ENGLISH_GROUPS } from './everyday-words.en';
import { FRENCH_GROUPS } from './everyday-words.fr';

const GROUPS: Record<Language, string> = { fr: FRENCH_GROUPS, en: ENGLISH_GROUPS };
const tables = new Map<Language, ReadonlyMap<string, ReadonlySet<string>>>();

/** Stems of the words that may be meant by an everyday word, itself not included; none for any other word. */
export function relatedEverydayTerms(term: string, language: Language): ReadonlySet<string> {
  return tableOf(language).get(term) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();

function tableOf(language: Language): ReadonlyMap<string, ReadonlySet<string>> {
  const known = tables.get(language);
  if (known) return known;
  const table = new Map<string, Set<string>>();
  for (const line of GROUPS[language].trim().split('\n')) {
    const terms = [...new Set(analyze(line, language))];
    for (const term of terms) {
      const related = table.get(term) ?? new Set<string>();
      for (const other of terms) if (other !== term) related.add(other);
      table.set(term, related);
    }
  }
  tables.set(language, table);
  return table;
}
