import type { Redis } from 'ioredis';
import { RedisUpkeep } from './redis-upkeep';

describe('RedisUpkeep', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('works at intervals while Redis is there, also after a failure, until its end', () => {
    const redis = { status: 'ready' };
    const upkeep = new RedisUpkeep(redis as Redis);
    const work = jest.fn(() => Promise.reject(new Error('away')));
    upkeep.every(100, work);
    jest.advanceTimersByTime(250);
    expect(work).toHaveBeenCalledTimes(2);
    redis.status = 'reconnecting';
    jest.advanceTimersByTime(100);
    expect(work).toHaveBeenCalledTimes(2);
    redis.status = 'ready';
    jest.advanceTimersByTime(100);
    expect(work).toHaveBeenCalledTimes(3);
    upkeep.end();
    jest.advanceTimersByTime(1_000);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('begins nothing after its end', () => {
    const upkeep = new RedisUpkeep({ status: 'ready' } as Redis);
    upkeep.end();
    upkeep.every(100, () => Promise.resolve());
    expect(jest.getTimerCount()).toBe(0);
  });
});
