import type { Redis } from 'ioredis';
import { doneScript, failScript } from './event-scripts';
import { eventsFailed, eventsParked } from './messaging-metrics';
import type { StreamNames } from './stream-names';
import { fieldOf, type StreamEntry } from './stream-reader';

export interface TakenEvent extends StreamEntry {
  readonly text: string;
  readonly deliveries: number;
}

const MAX_ERROR_LENGTH = 500;

/** Tells Redis how handling an event of one group ended. */
export class EventSettlement {
  constructor(
    private readonly redis: Redis,
    private readonly names: StreamNames,
    private readonly group: string,
  ) {}

  async done({ stream, id, deliveries }: TakenEvent): Promise<void> {
    const again = deliveries > 1 ? 1 : 0;
    await doneScript.run(
      this.redis,
      [stream, this.names.failures(stream, this.group)],
      [this.group, id, again],
    );
    // A replayed event belongs to this group alone and has no other reader.
    if (stream === this.names.replays(this.group)) await this.redis.xdel(stream, id);
  }

  /** Leaves the event for another attempt, or sets it aside when it has failed `maxFailures` times. */
  async failed(taken: TakenEvent, error: unknown, maxFailures: number): Promise<void> {
    const topic = this.topicOf(taken);
    eventsFailed.inc({ group: this.group, topic });
    const { stream, id, text, deliveries } = taken;
    const keys = [
      stream,
      this.names.failures(stream, this.group),
      this.names.parked(this.group),
      this.names.parkedGroups(),
    ];
    const message = (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH);
    const now = new Date().toISOString();
    const args = [this.group, id, text, topic, message, maxFailures, deliveries, now];
    const parked = await failScript.run(this.redis, keys, args);
    if (!parked) return;
    eventsParked.inc({ group: this.group, topic });
    if (stream === this.names.replays(this.group)) await this.redis.xdel(stream, id);
  }

  topicOf({ stream, fields }: StreamEntry): string {
    return fieldOf(fields, 'topic') ?? stream.slice(this.names.topic('').length);
  }
}
