/** The first `limit` items of an order, without sorting the rest; `before(a, b)` < 0 puts a first. */
export function bestFew<T>(items: Iterable<T>, limit: number, before: (a: T, b: T) => number): T[] {
  const best: T[] = [];
  for (const item of items) {
    const last = best.at(-1);
    if (best.length === limit && last !== undefined && before(item, last) >= 0) continue;
    let at = best.length;
    while (at > 0 && before(item, best[at - 1]!) < 0) at -= 1;
    best.splice(at, 0, item);
    if (best.length > limit) best.pop();
  }
  return best;
}
