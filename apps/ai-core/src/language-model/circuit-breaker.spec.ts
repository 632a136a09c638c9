import { CircuitBreaker } from './circuit-breaker';

describe('CircuitBreaker', () => {
  let now = 0;
  const fail = (breaker: CircuitBreaker, times: number) => {
    for (let i = 0; i < times; i += 1) breaker.failed();
  };

  it('rests after five failures within a minute, then lets one try', () => {
    const breaker = new CircuitBreaker(() => now);
    fail(breaker, 4);
    expect(breaker.allows()).toBe(true);
    fail(breaker, 1);
    expect(breaker.allows()).toBe(false);
    now += 60_000;
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.allows(), breaker.allows()]).toEqual([true, true]);
  });

  it('forgets failures that lie apart', () => {
    const breaker = new CircuitBreaker(() => now);
    for (let i = 0; i < 10; i += 1) {
      breaker.failed();
      now += 20_000;
    }
    expect(breaker.allows()).toBe(true);
  });
});
