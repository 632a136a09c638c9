import type { Redis } from 'ioredis';
import { findHeldScript } from './call-scripts';
import type { PendingCall } from './pending-calls';
import type { StreamNames } from './stream-names';

/** What is younger is on its way. */
const ON_ITS_WAY_MS = 1_000;
/** How long nobody has a call until it is lost: longer than a replica takes to show it, or its reply to arrive. */
const LOST_MS = 3_000;

/** Finds calls that will not be answered: a replica died with them, or Redis forgot them. */
export class LostCalls {
  private readonly missedSince = new WeakMap<PendingCall, number>();

  constructor(
    private readonly redis: Redis,
    private readonly names: StreamNames,
  ) {}

  /** @returns those of a service's calls that for a while neither wait nor run; what may run twice is never lost */
  async among(service: string, pending: readonly PendingCall[]): Promise<PendingCall[]> {
    const now = performance.now();
    const calls = pending.filter(({ call, sent_at }) => !call.repeatable && now - sent_at > ON_ITS_WAY_MS);
    if (calls.length === 0) return [];
    const keys = [this.names.calls(service, false), this.names.running(service)];
    const held = await findHeldScript.run(
      this.redis,
      keys,
      calls.map(({ entry_id }) => entry_id ?? ''),
    );
    return calls.filter((call, index) => this.isLost(call, held[index] === 1, now));
  }

  private isLost(call: PendingCall, held: boolean, now: number): boolean {
    const since = held ? now : (this.missedSince.get(call) ?? now);
    this.missedSince.set(call, since);
    return now - since > LOST_MS;
  }
}
