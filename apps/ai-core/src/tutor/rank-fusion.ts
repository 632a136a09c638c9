/** How slowly a place further down loses weight; 60 in Cormack, Clarke and Büttcher, "Reciprocal rank fusion" (2009). */
const K = 60;

/** One ranking of several, each the best first: an item gains 1/(60 + place) in each that has it; ties as first met. */
export function fuseRanks<T>(rankings: readonly (readonly T[])[]): T[] {
  const gains = new Map<T, number>();
  for (const ranking of rankings) {
    for (const [at, item] of ranking.entries()) gains.set(item, (gains.get(item) ?? 0) + 1 / (K + at + 1));
  }
  return [...gains].sort(([, a], [, b]) => b - a).map(([item]) => item);
}
