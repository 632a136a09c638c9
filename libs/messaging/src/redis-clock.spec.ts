import fc from 'fast-check';
import { RedisClock } from './redis-clock';

describe('RedisClock', () => {
  it('follows a clock that is ahead or behind, within half the time of asking', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (offset, width, moment) => {
          const clock = new RedisClock();
          const sentAt = 1_700_000_000_000;
          clock.observe(sentAt + width * moment + offset, sentAt, sentAt + width);
          expect(Math.abs(clock.toRedis(sentAt) - (sentAt + offset))).toBeLessThanOrEqual(width / 2 + 1);
          expect(Math.abs(clock.toLocal(clock.toRedis(sentAt)) - sentAt)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('trusts a quick answer more than a slow one, but not for ever', () => {
    const clock = new RedisClock();
    clock.observe(1_000, 0, 2);
    clock.observe(5_000, 0, 200);
    expect(clock.toRedis(0)).toBe(999);
    for (let asked = 0; asked < 60; asked++) clock.observe(5_000, 0, 200);
    expect(clock.toRedis(0)).toBe(4_900);
  });
});
