/** Runs jobs, at most `limit` at a time; the others wait in order. Jobs handle their own errors. */
export class WorkPool {
  private readonly queue: (() => Promise<void>)[] = [];
  private running = 0;
  private roomWaiters: (() => void)[] = [];
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /** Jobs that run or wait. */
  get size(): number {
    return this.running + this.queue.length;
  }

  get active(): number {
    return this.running;
  }

  add(job: () => Promise<void>): void {
    this.queue.push(job);
    this.pump();
  }

  /** How many jobs could start now. */
  get free(): number {
    return Math.max(0, this.limit - this.size);
  }

  /** How many jobs may be added so that all of them run at once; waits until it is at least one. */
  room(): number | Promise<number> {
    const free = this.limit - this.size;
    if (free > 0) return free;
    return new Promise((resolve) => this.roomWaiters.push(() => resolve(this.limit - this.size)));
  }

  /** Lets those go on who wait for room, so that they can see that there is nothing more to do. */
  wake(): void {
    for (const resolve of this.roomWaiters.splice(0)) resolve();
  }

  whenIdle(): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  private pump(): void {
    while (this.running < this.limit) {
      const job = this.queue.shift();
      if (!job) break;
      this.running++;
      void job().finally(() => this.done());
    }
  }

  private done(): void {
    this.running--;
    this.pump();
    if (this.size < this.limit) this.wake();
    if (this.size === 0) for (const resolve of this.idleWaiters.splice(0)) resolve();
  }
}
