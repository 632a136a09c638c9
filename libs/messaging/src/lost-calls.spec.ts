import type { Redis } from 'ioredis';
import { LostCalls } from './lost-calls';
import type { PendingCall } from './pending-calls';
import { StreamNames } from './stream-names';
import { callOf } from '../test/messaging-fixture';

const LOOK_MS = 500;
const LOOKS = 8;

describe('LostCalls', () => {
  /** What Redis says of the call, look by look. */
  let held: (0 | 1)[];
  let lost: LostCalls;

  beforeEach(() => {
    jest.useFakeTimers();
    held = Array<0>(LOOKS).fill(0);
    const redis = { evalsha: () => Promise.resolve([held.shift()]) };
    lost = new LostCalls(redis as unknown as Redis, new StreamNames('spec'));
  });
  afterEach(() => jest.useRealTimers());

  const pending = (repeatable = false): PendingCall => ({
    id: '1',
    call: callOf('work', null, { repeatable }),
    frame: '',
    sent_at: performance.now(),
    resolve: () => undefined,
    reject: () => undefined,
    timer: undefined,
    entry_id: '1-1',
  });

  /** The number of the look that finds the call lost, if one does. */
  async function lookUntilLost(call: PendingCall, everyMs = LOOK_MS): Promise<number | undefined> {
    jest.advanceTimersByTime(2_000);
    for (let look = 1; look <= LOOKS; look += 1) {
      jest.advanceTimersByTime(everyMs);
      if ((await lost.among('course', [call])).length > 0) return look;
    }
    return undefined;
  }

  it('finds a call that nobody has for more than three seconds', async () => {
    expect(await lookUntilLost(pending())).toBe(7);
  });

  it('begins to count anew whenever somebody has it', async () => {
    held[5] = 1;
    expect(await lookUntilLost(pending())).toBeUndefined();
  });

  it('counts looks once that a Redis answers together after it stood still', async () => {
    expect(await lookUntilLost(pending(), 1)).toBeUndefined();
  });

  it('takes no call that may run twice, and none that was sent just now', async () => {
    expect(await lookUntilLost(pending(true))).toBeUndefined();
    held = Array<0>(LOOKS).fill(0);
    for (let look = 1; look <= LOOKS; look += 1) {
      expect(await lost.among('course', [pending()])).toEqual([]);
      jest.advanceTimersByTime(LOOK_MS);
    }
    expect(held).toHaveLength(LOOKS);
  });
});
