import type { CatalogueError } from '@har/errors';
import type { OutgoingCall } from './call';
import { callsInFlight } from './messaging-metrics';

/** A call that was sent and waits for its reply. */
export interface PendingCall {
  readonly id: string;
  readonly call: OutgoingCall;
  readonly frame: string;
  /** By the clock of `performance.now()`. */
  readonly sent_at: number;
  readonly resolve: (reply: Buffer) => void;
  readonly reject: (error: CatalogueError) => void;
  timer: NodeJS.Timeout | undefined;
  /** Its place in the stream, once Redis told it. */
  entry_id?: string;
}

/** The calls that wait for a reply, counted by service. */
export class PendingCalls {
  private readonly calls = new Map<string, PendingCall>();
  private readonly counts = new Map<string, number>();
  private idle: (() => void)[] = [];

  get size(): number {
    return this.calls.size;
  }

  /** How many wait for one service. */
  count(service: string): number {
    return this.counts.get(service) ?? 0;
  }

  add(pending: PendingCall): void {
    this.calls.set(pending.id, pending);
    this.recount(pending.call.service, 1);
  }

  /** The call if it still waits; it does not any more. */
  take(id: string): PendingCall | undefined {
    const pending = this.calls.get(id);
    if (!pending) return undefined;
    this.calls.delete(id);
    clearTimeout(pending.timer);
    this.recount(pending.call.service, -1);
    if (this.calls.size === 0) for (const resolve of this.idle.splice(0)) resolve();
    return pending;
  }

  /** Those that wait, of one service or of all. */
  list(service?: string): PendingCall[] {
    const all = [...this.calls.values()];
    return service === undefined ? all : all.filter((pending) => pending.call.service === service);
  }

  /** The services of which something is awaited. */
  services(): string[] {
    return [...this.counts].filter(([, count]) => count > 0).map(([service]) => service);
  }

  /** Resolves when nothing waits, or after `ms` milliseconds. */
  whenIdle(ms: number): Promise<void> {
    if (this.calls.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private recount(service: string, by: 1 | -1): void {
    const count = this.count(service) + by;
    this.counts.set(service, count);
    callsInFlight.set({ service }, count);
  }
}
