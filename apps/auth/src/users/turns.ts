/**
 * Runs work on the same key one after the other, within this process. It decides nothing: what races with another
 * replica is decided by the database; it only keeps one process from racing with itself.
 */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(key) ?? Promise.resolve()).then(work, work);
    this.last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.last.get(key) === turn) this.last.delete(key);
    }
  }

  /** How many keys are being worked on. */
  get size(): number {
    return this.last.size;
  }
}
