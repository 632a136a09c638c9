/**
 * The clock of Redis as seen from this process, so that deadlines mean the same on hosts whose clocks differ.
 * Times are milliseconds since 1970.
 */
export class RedisClock {
  private offset = 0;
  private narrowest = Infinity;

  /** Notes a time that Redis told between two local times; the closest pair is the most exact. */
  observe(redisTime: number, sentAt: number, receivedAt: number): void {
    const width = receivedAt - sentAt;
    // An old measure is worth less every time, so that a clock that was set is followed.
    this.narrowest *= 1.1;
    if (width > this.narrowest) return;
    this.narrowest = Math.max(width, 0.1);
    this.offset = redisTime - (sentAt + receivedAt) / 2;
  }

  toRedis(local: number): number {
    return Math.round(local + this.offset);
  }

  toLocal(redisTime: number): number {
    return Math.round(redisTime - this.offset);
  }
}
