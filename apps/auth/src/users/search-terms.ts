const MAX_TERMS = 5;

/** Words without case and accents: `Lefèvre` → `lefevre`. */
export function foldWords(text: string): string[] {
  return text
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .filter((word) => word !== '');
}

/** What a user is found by: the words of their names, the address, its domain, and the parts of all. */
export function searchTermsOf(user: { first_name: string; last_name: string; email: string }): string[] {
  const words = foldWords(`${user.first_name} ${user.last_name} ${user.email}`);
  const domains = words.map((word) => word.split('@')[1] ?? '');
  const parts = words.flatMap((word) => word.split(/[@._+-]/));
  return [...new Set([...words, ...domains, ...parts])].filter((term) => term !== '');
}

/** One anchored expression a word of the search, each of which must begin one of the terms. */
export function searchPrefixes(search: string): RegExp[] {
  return foldWords(search)
    .slice(0, MAX_TERMS)
    .map((word) => new RegExp(`^${word.replace(/[.+]/g, '\\$&')}`));
}
