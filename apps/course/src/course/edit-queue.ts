/**
 * Runs edits of one key one after the other within this process, so that compare-and-sets of many requests do not
 * defeat each other. It is no lock: correctness is the compare-and-set's, other replicas are not waited for.
 */
export class EditQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  async run<T>(key: string, edit: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(edit, edit);
    const tail = mine.catch(() => undefined);
    this.tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}
