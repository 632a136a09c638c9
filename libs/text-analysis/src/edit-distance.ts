/**
 * Damerau-Levenshtein distance of two strings (insert, delete, replace, swap of neighbours), in UTF-16 units.
 * Gives `max + 1` as soon as it is certain to be above `max`; costs O(max × length), so long input is harmless.
 */
export function editDistance(a: string, b: string, max: number): number {
  const tooFar = max + 1;
  if (Math.abs(a.length - b.length) > max) return tooFar;
  if (a === b) return 0;
  return banded(...withoutSharedEnds(a, b), max);
}

function withoutSharedEnds(a: string, b: string): [string, string] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
}

function banded(a: string, b: string, max: number): number {
  const tooFar = max + 1;
  const band = 2 * max + 1;
  // Cell k of row i is column i - max + k: outside that band a cell can never come back under the bound.
  let beforeLast: number[] = new Array<number>(band).fill(tooFar);
  let last = beforeLast.map((_, k) => (k >= max ? k - max : tooFar));
  for (let i = 1; i <= a.length; i += 1) {
    const row: number[] = new Array<number>(band).fill(tooFar);
    for (let k = Math.max(0, max - i); k < band && i - max + k <= b.length; k += 1) {
      row[k] = cheapest(a, b, i, i - max + k, [row[k - 1], last[k], last[k + 1], beforeLast[k]], tooFar);
    }
    if (Math.min(...row) > max) return tooFar;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length - a.length + max] ?? tooFar, tooFar);
}

/** Neighbours: left (insert), diagonal (replace), above (delete), two up the diagonal (swap). */
type Neighbours = [left?: number, diagonal?: number, above?: number, swapped?: number];

function cheapest(a: string, b: string, i: number, j: number, near: Neighbours, tooFar: number): number {
  if (j === 0) return Math.min(i, tooFar);
  const [left = tooFar, diagonal = tooFar, above = tooFar, swapped = tooFar] = near;
  const cost = Math.min(left + 1, above + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1), tooFar);
  const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swaps ? Math.min(cost, swapped + 1) : cost;
}
