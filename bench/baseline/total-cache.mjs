const TTL_MS = 10_000;
const MOST = 1_000;

/** Counting what matches reads all of it: a total is counted once in ten seconds, however many ask. */
export class TotalCache {
  #kept = new Map();

  /** @param {(filter: object) => PromiseLike<number>} count */
  constructor(count) {
    this.count = count;
  }

  /** @param {object} filter */
  get(filter) {
    const key = JSON.stringify(filter);
    const kept = this.#kept.get(key);
    if (kept && kept.until > Date.now()) return kept.total;
    const total = Promise.resolve(this.count(filter));
    total.catch(() => this.#kept.delete(key));
    if (this.#kept.size >= MOST) this.#kept.delete(this.#kept.keys().next().value);
    this.#kept.set(key, { total, until: Date.now() + TTL_MS });
    return total;
  }
}
