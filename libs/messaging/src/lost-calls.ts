import type { Redis } from 'ioredis';
import { findHeldScript } from './call-scripts';
import type { PendingCall } from './pending-calls';
import type { StreamNames } from './stream-names';

/** What is younger is on its way. */
const ON_ITS_WAY_MS = 1_000;
/** Looks in a row that find a call nowhere until it is lost: more than a replica takes to show it, or its reply to arrive. */
const LOST_AFTER = 6;
/** Looks that are answered together, by a Redis that stood still, are one. */
const APART_MS = 300;

interface Missed {
  readonly times: number;
  readonly at: number;
}

/** Finds calls that will not be answered: a replica died with them, or Redis forgot them. */
export class LostCalls {
  private readonly missed = new WeakMap<PendingCall, Missed>();

  constructor(
    private readonly redis: Redis,
    private readonly names: StreamNames,
  ) {}

  /**
   * Looks once; to be repeated every half a second.
   *
   * @returns those of a service's calls that for three seconds neither wait nor run; what may run twice is never lost
   */
  async among(service: string, pending: readonly PendingCall[]): Promise<PendingCall[]> {
    const sentBefore = performance.now() - ON_ITS_WAY_MS;
    const calls = pending.filter(({ call, sent_at }) => !call.repeatable && sent_at < sentBefore);
    if (calls.length === 0) return [];
    const keys = [this.names.calls(service, false), this.names.running(service)];
    const held = await findHeldScript.run(
      this.redis,
      keys,
      calls.map(({ entry_id }) => entry_id ?? ''),
    );
    return calls.filter((call, index) => this.isLost(call, held[index] === 1));
  }

  private isLost(call: PendingCall, held: boolean): boolean {
    const at = performance.now();
    const before = held ? undefined : this.missed.get(call);
    if (before && at - before.at < APART_MS) return false;
    const times = held ? 0 : (before?.times ?? 0) + 1;
    this.missed.set(call, { times, at });
    return times > LOST_AFTER;
  }
}
