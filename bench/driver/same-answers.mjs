import { isDeepStrictEqual } from 'node:util';

/**
 * Sends the first requests of both sides and compares the answers.
 * @param {import('./requests.mjs').BenchRequest} request
 * @param {{ academy: import('./measure.mjs').Side, baseline: import('./measure.mjs').Side }} sides
 * @throws {Error} when they differ in anything but what must differ
 */
export async function assertSameAnswers(request, sides) {
  const [academy, baseline] = await Promise.all(
    /** @type {const} */ (['academy', 'baseline']).map(async (side) => {
      const [first] = request.of(side);
      const { method, path, headers, body } = first;
      const response = await fetch(sides[side].url + path, { method, headers, body });
      return { path, status: response.status, body: await response.json() };
    }),
  );
  for (const answer of [academy, baseline]) {
    if (answer.status !== request.status)
      throw new Error(`${answer.path} answers ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  const hidden = new Set(request.differs);
  const [ours, theirs] = [academy, baseline].map(({ body }) => masked(body, hidden));
  if (isDeepStrictEqual(ours, theirs)) return;
  throw new Error(
    `${request.title}: the two answer differently\nacademy:  ${JSON.stringify(ours)}\nbaseline: ${JSON.stringify(theirs)}`,
  );
}

/** The answer with marks in the place of fields that may differ. */
function masked(value, hidden) {
  if (Array.isArray(value)) return value.map((item) => masked(item, hidden));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, hidden.has(key) ? typeof item : masked(item, hidden)]),
  );
}
