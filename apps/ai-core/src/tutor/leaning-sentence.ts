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
