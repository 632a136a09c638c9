const FOREIGN =
  /https?:|www\.|\b[a-z0-9-]+\.(?:com|net|org|io|fr|ru|cn|xyz|info)\b|<\/?[a-z!]|\]\(|!\[|```|\bdata:|javascript:|[\u202a-\u202e\u2066-\u2069]|\p{Cc}(?<!\n)/iu;

/** Whether a model's words are words only: no address, no markup, nothing that a screen would act on. */
export function isPlainText(text: string): boolean {
  return !FOREIGN.test(text);
}

/** Numbers of a text, as they would be compared. */
function numbersIn(text: string): string[] {
  return (text.match(/[0-9]+(?:[ \u00a0\u202f.,][0-9]+)*/g) ?? []).map((number) =>
    number.replace(/[\s\u00a0\u202f.,]/g, ''),
  );
}

/** Whether every number of a text stands in another: a model may not add any. */
export function hasNoNewNumber(text: string, source: string): boolean {
  const known = new Set(numbersIn(source));
  return numbersIn(text).every((number) => known.has(number));
}
