import { setTimeout as sleep } from 'node:timers/promises';
import { WriteJournal } from './write-journal';

describe('WriteJournal', () => {
  it('tells what was acknowledged from what was refused and what was never answered', async () => {
    const journal = new WriteJournal<string>();
    expect(await journal.write('buy', 'a', async () => true)).toBe('acknowledged');
    expect(await journal.write('buy', 'b', async () => false)).toBe('refused');
    expect(await journal.write('buy', 'c', () => Promise.reject(new Error('socket hang up')))).toBe(
      'unknown',
    );
    expect(await journal.write('enroll', 'a', async () => true)).toBe('acknowledged');
    expect(journal.list('buy')).toEqual(['a']);
    expect(journal.list('buy', 'refused')).toEqual(['b']);
    expect(journal.list('buy', 'unknown')).toEqual(['c']);
    expect(journal.summary()).toEqual({
      buy: { acknowledged: 1, refused: 1, unknown: 1 },
      enroll: { acknowledged: 1 },
    });
  });

  it('has a write from before it is sent, as unknown until it is answered', async () => {
    const journal = new WriteJournal<string>();
    let answer: (acknowledged: boolean) => void = () => undefined;
    const sent = journal.write('buy', 'a', () => new Promise((resolve) => (answer = resolve)));
    expect(journal.list('buy', 'unknown')).toEqual(['a']);
    answer(true);
    await sent;
    expect(journal.list('buy', 'unknown')).toEqual([]);
    expect(journal.list('buy')).toEqual(['a']);
  });

  it('knows the longest wait and whose it was, which is none before the first write', async () => {
    const journal = new WriteJournal<string>();
    expect(journal.longest).toBeUndefined();
    await journal.write('buy', 'a', async () => {
      await sleep(50);
      return true;
    });
    await journal.write('buy', 'b', async () => true);
    expect(journal.longest).toMatchObject({ kind: 'buy', write: 'a' });
    expect(journal.longest!.took_ms).toBeGreaterThanOrEqual(49);
  });
});
