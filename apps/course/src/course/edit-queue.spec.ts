import { setTimeout as sleep } from 'node:timers/promises';
import { EditQueue } from './edit-queue';

it('runs edits of one key one after the other, those of others beside them', async () => {
  const queue = new EditQueue();
  const running = new Map<string, number>();
  let most = 0;
  const edit = (key: string) => async () => {
    running.set(key, (running.get(key) ?? 0) + 1);
    expect(running.get(key)).toBe(1);
    most = Math.max(
      most,
      [...running.values()].reduce((a, b) => a + b),
    );
    await sleep(1);
    running.set(key, 0);
    return key;
  };
  const keys = Array.from({ length: 30 }, (_, i) => `key-${i % 3}`);
  expect(await Promise.all(keys.map((key) => queue.run(key, edit(key))))).toEqual(keys);
  expect(most).toBe(3);
});

it('goes on after an edit that fails, and forgets the key', async () => {
  const queue = new EditQueue();
  const failing = queue.run('a', () => Promise.reject(new Error('no')));
  const next = queue.run('a', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
  expect((queue as unknown as { tails: Map<string, unknown> }).tails.size).toBe(0);
});
