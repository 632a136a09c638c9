import type { Redis } from 'ioredis';
import { presenceScript } from './call-scripts';
import type { RedisClock } from './redis-clock';
import type { StreamNames } from './stream-names';

/** How long a look at a service is believed, in milliseconds. */
const FRESH_MS = 250;
const STALE_MS = 1_500;
const ABSENT_MS = 100;

/** What is known of a service: whether anybody listens and how long its queue is. */
export class ServicePresence {
  /** Replicas that listen. */
  listening = 0;
  /** Calls that wait or run. */
  depth = 0;
  /** How long the oldest call that nobody took has waited, in milliseconds. */
  waiting_ms = 0;
  private looked_at = -Infinity;
  private absent_since: number | undefined;
  private looking: Promise<void> | undefined;
  private readonly keys: string[];

  constructor(
    private readonly redis: Redis,
    private readonly clock: RedisClock,
    names: StreamNames,
    service: string,
    /** Told of the generation of Redis' data whenever it is seen. */
    private readonly onGeneration: (generation: string) => void,
  ) {
    this.keys = [
      names.replicas(service),
      names.generation(),
      names.calls(service, true),
      names.calls(service, false),
    ];
  }

  /** Whether a call can be decided on without asking Redis first; asks in the background when that is soon over. */
  known(): boolean {
    const age = performance.now() - this.looked_at;
    if (age < FRESH_MS) return this.listening > 0 || age < ABSENT_MS;
    if (this.listening === 0 || age > STALE_MS) return false;
    this.look().catch(() => undefined);
    return true;
  }

  /** How long nobody has listened, in milliseconds. A moment of it is normal when Redis lost its data. */
  get absent_ms(): number {
    return this.absent_since === undefined ? 0 : performance.now() - this.absent_since;
  }

  /** Asks Redis; those who ask at the same time share one answer. */
  look(): Promise<void> {
    this.looking ??= this.ask().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async ask(): Promise<void> {
    const sentAt = Date.now();
    const reply = await presenceScript.run(this.redis, this.keys, []);
    const [listening, depth, waiting, now, generation] = reply;
    this.clock.observe(now, sentAt, Date.now());
    this.listening = listening;
    this.depth = depth;
    this.waiting_ms = waiting;
    this.looked_at = performance.now();
    this.absent_since = listening > 0 ? undefined : (this.absent_since ?? this.looked_at);
    this.onGeneration(generation);
  }
}
