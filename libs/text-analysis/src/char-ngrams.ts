/** Overlapping pieces of `size` letters of a term with its edges marked (`_`), to meet misspelled words. */
export function charNgrams(term: string, size = 4): string[] {
  const padded = `_${term}_`;
  if (padded.length <= size) return [padded];
  const grams: string[] = [];
  for (let start = 0; start + size <= padded.length; start += 1)
    grams.push(padded.slice(start, start + size));
  return grams;
}
