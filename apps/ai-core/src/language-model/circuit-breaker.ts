const MOST_FAILURES = 5;
const WINDOW_MS = 60_000;
const REST_MS = 60_000;

/** Stops asking one who has failed five times within a minute, for a minute; then one question tries it out. */
export class CircuitBreaker {
  private failures: number[] = [];
  private restingUntil = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Whether it may be asked now. While it is being tried out only one is let through. */
  allows(): boolean {
    if (this.restingUntil === 0) return true;
    if (this.now() < this.restingUntil) return false;
    this.restingUntil = this.now() + REST_MS;
    return true;
  }

  succeeded(): void {
    this.failures = [];
    this.restingUntil = 0;
  }

  failed(): void {
    const now = this.now();
    this.failures = [...this.failures.filter((at) => now - at < WINDOW_MS), now];
    if (this.failures.length >= MOST_FAILURES) this.restingUntil = now + REST_MS;
  }
}
