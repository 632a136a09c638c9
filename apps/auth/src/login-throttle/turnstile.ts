import { CatalogueError } from '@har/errors';

/**
 * Lets through a few at a time a key, in the order they came, within this process. It only spares Redis the questions of
 * those whose turn cannot have come: the limit over all replicas is kept there.
 */
export class Turnstile {
  private readonly inside = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();

  constructor(private readonly places: number) {}

  /**
   * @param giveUpAt Unix time in milliseconds
   * @returns what is to be called, once, to leave
   * @throws CatalogueError DEADLINE_EXCEEDED when the turn did not come in time
   */
  async enter(key: string, giveUpAt: number): Promise<() => void> {
    const inside = this.inside.get(key) ?? 0;
    if (inside < this.places) this.inside.set(key, inside + 1);
    else await this.wait(key, giveUpAt);
    return () => this.leave(key);
  }

  /** How many keys have somebody inside. */
  get size(): number {
    return this.inside.size;
  }

  private wait(key: string, giveUpAt: number): Promise<void> {
    const queue = this.waiting.get(key) ?? [];
    this.waiting.set(key, queue);
    return new Promise((resolve, reject) => {
      const proceed = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(proceed), 1);
        reject(new CatalogueError('DEADLINE_EXCEEDED'));
      }, giveUpAt - Date.now());
      queue.push(proceed);
    });
  }

  /** The place goes to the next in the queue. */
  private leave(key: string): void {
    const queue = this.waiting.get(key);
    const next = queue?.shift();
    if (next) return next();
    this.waiting.delete(key);
    const inside = (this.inside.get(key) ?? 1) - 1;
    if (inside > 0) this.inside.set(key, inside);
    else this.inside.delete(key);
  }
}
