/**
 * Works on all items, at most `width` at a time.
 *
 * @returns the results in the order of the items
 * @throws what the first failing item threw; no further item is begun
 */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  // One generator for all workers: the loop that throws closes it for the others too.
  const rest = entriesOf(items);
  const worker = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

function* entriesOf<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries();
}
