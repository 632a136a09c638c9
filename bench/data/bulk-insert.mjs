const BATCH = 2_000;
const PARALLEL = 3;

/**
 * Inserts records in batches, a few at a time.
 * @param {import('mongoose').mongo.Collection} collection
 * @param {number} count
 * @param {(n: number) => object[]} recordsOf the documents of the n-th record
 * @param {(line: string) => void} log
 */
export async function bulkInsert(collection, count, recordsOf, log) {
  const started = Date.now();
  let next = 0;
  let inserted = 0;
  let told = started;
  const work = async () => {
    while (next < count) {
      const batch = [];
      while (next < count && batch.length < BATCH) batch.push(...recordsOf(next++));
      if (batch.length === 0) continue;
      await collection.insertMany(batch, { ordered: false });
      inserted += batch.length;
      if (Date.now() - told > 15_000) {
        told = Date.now();
        log(`  ${collection.namespace}: ${inserted} so far (${Math.round((100 * next) / count)} %)`);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  const seconds = ((Date.now() - started) / 1_000).toFixed(1);
  log(`  ${collection.namespace}: ${inserted} documents (${seconds} s)`);
}
