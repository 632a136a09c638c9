/**
 * Times calls that wait for nothing, in milliseconds of processor time: what else the machine does meanwhile does not
 * count.
 */
export class Stopwatch {
  private readonly times: number[] = [];

  /** Calls it and keeps how long it took. */
  time<T>(run: () => T): T {
    const begun = process.cpuUsage();
    const result = run();
    const { user, system } = process.cpuUsage(begun);
    this.times.push((user + system) / 1_000);
    return result;
  }

  get count(): number {
    return this.times.length;
  }

  /** The time that this share of the calls (0 to 1) did not exceed; 0 before the first. */
  quantile(share: number): number {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * share)] ?? 0;
  }
}
