const MARKS = /\p{M}+/gu;
const LIGATURES = /[œæøßłđ]/g;
const LIGATURE_LETTERS: Record<string, string> = { œ: 'oe', æ: 'ae', ø: 'o', ß: 'ss', ł: 'l', đ: 'd' };

/** Lower case without accents or ligatures: « Œuvre Ça » gives `oeuvre ca`. Linear in the length. */
export function foldText(text: string): string {
  const lower = text.toLowerCase().normalize('NFKD').replace(MARKS, '');
  return lower.replace(LIGATURES, (letter) => LIGATURE_LETTERS[letter] ?? letter);
}
