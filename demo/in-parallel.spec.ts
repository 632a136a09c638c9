import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from './in-parallel';

describe('inParallel', () => {
  it('keeps the order of the items and the width', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 3, 2, 4, 0], 3, async (item) => {
      most = Math.max(most, ++running);
      await sleep(item);
      running -= 1;
      return item * 2;
    });
    expect(results).toEqual([10, 2, 6, 4, 8, 0]);
    expect(most).toBe(3);
  });

  it('begins nothing more after a failure', async () => {
    const begun: number[] = [];
    let finishFirst!: () => void;
    const first = new Promise<void>((resolve) => (finishFirst = resolve));
    const work = async (item: number) => {
      begun.push(item);
      if (item === 0) return first;
      throw new Error('one');
    };
    await expect(inParallel([0, 1, 2, 3, 4], 2, work)).rejects.toThrow('one');
    finishFirst();
    await sleep(0);
    expect(begun).toEqual([0, 1]);
  });
});
