import { setTimeout as sleep } from 'node:timers/promises';
import { Turns } from './turns';

describe('Turns', () => {
  it('runs work on one key in order, on different keys side by side', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const work = (name: string, ms: number) => async () => {
      log.push(`${name} begins`);
      await sleep(ms);
      log.push(`${name} ends`);
    };
    await Promise.all([
      turns.take('a', work('a1', 20)),
      turns.take('a', work('a2', 0)),
      turns.take('b', work('b', 5)),
    ]);
    expect(log).toEqual(['a1 begins', 'b begins', 'b ends', 'a1 ends', 'a2 begins', 'a2 ends']);
    expect(turns.size).toBe(0);
  });

  it('goes on after a failure and tells it to its own caller only', async () => {
    const turns = new Turns();
    const failed = turns.take('a', () => Promise.reject(new Error('no')));
    const next = turns.take('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
    expect(turns.size).toBe(0);
  });
});
