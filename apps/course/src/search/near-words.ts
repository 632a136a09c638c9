import { editDistance } from '@har/text-analysis';

/** Words agree in their first letters' deletions if they agree at all, so that long words need no more keys. */
const PREFIX = 7;

/** How many typing errors are forgiven in a word that was searched: none below four letters, two from eight on. */
export function forgivenErrors(word: string): 0 | 1 | 2 {
  if (!/^\p{L}+$/u.test(word) || word.length < 4) return 0;
  return word.length >= 8 ? 2 : 1;
}

/**
 * Keys under which a known word is found by its misspellings: the word's beginning with up to one (from three letters)
 * or two (from six) letters left out. Two words within that distance share a key, swapped letters included.
 */
export function keysOfKnown(word: string): string[] {
  if (!/^\p{L}{3,}$/u.test(word)) return [];
  return deletions(word, word.length >= 6 ? 2 : 1);
}

/** The keys to look for when this word was searched and is not known. */
export function keysOfSearched(word: string): string[] {
  const errors = forgivenErrors(word);
  return errors === 0 ? [] : deletions(word, errors);
}

/** The distance if the known word may be meant by the searched one. */
export function distanceTo(searched: string, known: string): number | undefined {
  const errors = forgivenErrors(searched);
  const distance = editDistance(searched, known, errors);
  return distance <= errors ? distance : undefined;
}

function deletions(word: string, most: number): string[] {
  const found = new Set([word.slice(0, PREFIX)]);
  let last = [...found];
  for (let deleted = 0; deleted < most; deleted += 1) {
    last = last.flatMap((key) => [...key].map((_, at) => key.slice(0, at) + key.slice(at + 1)));
    for (const key of last) found.add(key);
  }
  return [...found];
}
