import { eventually } from '@har/testing';
import { RecurringWork } from './recurring-work';

describe('RecurringWork', () => {
  it('comes again and again until it is stopped, also after a failure', async () => {
    const errors: unknown[] = [];
    let turns = 0;
    const recurring = new RecurringWork(
      async () => {
        turns += 1;
        if (turns === 1) throw new Error('away');
      },
      (error) => errors.push(error),
    );
    recurring.start(1);
    await eventually(() => expect(turns).toBeGreaterThanOrEqual(3));
    await recurring.stop();
    expect(errors).toEqual([new Error('away')]);
    const ended = turns;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(turns).toBe(ended);
  });

  it('is never done twice at a time, and is ended before it stops', async () => {
    const done: string[] = [];
    const ends: (() => void)[] = [];
    const recurring = new RecurringWork(
      async () => {
        await new Promise<void>((resolve) => ends.push(resolve));
        done.push('work');
      },
      () => undefined,
    );
    const [first, second] = [recurring.run(), recurring.run()];
    expect(ends).toHaveLength(1);
    const stopped = recurring.stop().then(() => done.push('stopped'));
    ends[0]!();
    await Promise.all([first, second, stopped]);
    expect(done).toEqual(['work', 'stopped']);
  });
});
