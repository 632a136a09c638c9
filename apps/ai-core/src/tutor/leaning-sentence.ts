import type { Language } from '@har/text-analysis';

const FRENCH = `il elle ils elles ce cela ça cet cette ces celui celle ceux celles on\\sy on\\sen son sa ses leur leurs
  alors ainsi puis ensuite en\\seffet cependant pourtant mais l['’]une? les\\sdeux sans\\scela sinon dans\\sce\\scas`;
const ENGLISH = `it its they their this that these those such he she his her then however therefore both the\\sformer
  the\\slatter otherwise but instead`;

const LEANING = new RegExp(`^(?:${`${FRENCH} ${ENGLISH}`.trim().split(/\s+/).join('|')})(?![\\p{L}])`, 'iu');
const ELIDED = /^c['’]/i;

/** Whether a sentence begins with a word that points back (« Elle… », « C'est… », "This…"): it cannot stand alone. */
export function leansOnPrevious(sentence: string): boolean {
  return LEANING.test(sentence) || ELIDED.test(sentence);
}

const FOLLOWS: Record<Language, RegExp> = {
  fr: /(?<!\p{L})donc(?!\p{L})|^voilà pourquoi(?!\p{L})|de cette (?:façon|manière)|de ce fait|par conséquent/iu,
  en: /^(?:so|thus|hence)(?!\p{L})|(?<!\p{L})(?:therefore|consequently|as a result|in this way|this way)(?!\p{L})/iu,
};

/** Whether a sentence says that something follows (« donc », "therefore"): the reason then stands before it. */
export function followsFromPrevious(sentence: string, language: Language): boolean {
  return FOLLOWS[language].test(sentence);
}
