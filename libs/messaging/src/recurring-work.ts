/** Work that a replica does at intervals: never twice at a time, a failure is told and the next turn comes. */
export class RecurringWork {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly work: () => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(every_ms: number): void {
    this.timer = setInterval(() => void this.run(), every_ms).unref();
  }

  /** One turn, or the one that is under way; never rejects. */
  run(): Promise<void> {
    this.running ??= this.work()
      .then(() => undefined, this.onError)
      .finally(() => (this.running = undefined));
    return this.running;
  }

  /** No more turns; resolves when the last one has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
