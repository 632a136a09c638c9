import { CatalogueError } from '@har/errors';
import type { OutgoingCall } from './call';
import { CallAdmission, refusal } from './call-admission';
import { decodeReply, encodeCall } from './call-frame';
import { CallLink } from './call-link';
import { revokeScript } from './call-scripts';
import { LostCalls } from './lost-calls';
import { callsExpired } from './messaging-metrics';
import { PendingCalls, type PendingCall } from './pending-calls';
import { RedisClock } from './redis-clock';
import { ServicePresence } from './service-presence';
import { StreamNames } from './stream-names';
import { WriteCork } from './write-cork';

export interface CallClientOptions {
  redis_url: string;
  namespace: string;
  /** How many calls to one service may wait for their answers; sheddable ones are refused at half of it. */
  max_in_flight?: number;
  /** How many calls of all clients may wait in a service's queue; sheddable ones are refused at half of it. */
  max_queue?: number;
}

const MAX_IN_FLIGHT = 1_000;
const MAX_QUEUE = 2_000;
const WATCH_MS = 500;
/** How long nobody listens until the calls that wait are given up: longer than the pause between two heartbeats. */
const ABSENCE_MS = 750;
const OUTAGE_MS = 1_500;
const FIRST_CONNECTION_MS = 2_000;
const CLOSE_MS = 5_000;

/**
 * Sends calls to services over Redis Streams. Replies pass through as the bytes that the service wrote.
 *
 * A call is refused at once, never left hanging, when nobody listens, when Redis is away or when a limit is met.
 */
export class CallClient {
  private readonly names: StreamNames;
  private readonly link: CallLink;
  private readonly cork: WriteCork;
  private readonly clock = new RedisClock();
  private readonly pending = new PendingCalls();
  private readonly presences = new Map<string, ServicePresence>();
  private readonly watch: NodeJS.Timeout;
  private readonly admission: CallAdmission;
  private readonly lost: LostCalls;
  private generation = '';
  private next_id = 0;
  private closed = false;

  constructor(options: CallClientOptions) {
    this.admission = new CallAdmission(
      options.max_in_flight ?? MAX_IN_FLIGHT,
      options.max_queue ?? MAX_QUEUE,
    );
    this.names = new StreamNames(options.namespace);
    const events = {
      onReply: (bytes: Buffer) => this.settle(bytes),
      onRestored: () => this.sendAgain(),
      onDown: () => this.abandon(this.pending.list()),
    };
    this.link = new CallLink(options.redis_url, this.names, events, OUTAGE_MS);
    this.cork = new WriteCork(this.link.sender);
    this.lost = new LostCalls(this.link.sender, this.names);
    this.watch = setInterval(() => void this.look(), WATCH_MS).unref();
  }

  /**
   * Sends a call to one replica of a service.
   *
   * @returns the reply's JSON bytes, untouched; they are a view of a larger buffer, so copy them to keep them
   * @throws CatalogueError what the service refused; SERVICE_UNAVAILABLE when nobody listens or a limit is met (then
   * with `retry_after` in seconds); DEADLINE_EXCEEDED when it certainly changed nothing or may be repeated;
   * OUTCOME_UNKNOWN when it was sent, may not be repeated and was not answered
   */
  call(call: OutgoingCall): Promise<Buffer> {
    if (call.deadline_ms <= 0) return Promise.reject(this.expired(call));
    const presence = this.presenceOf(call.service);
    if (this.link.usable && presence.known()) return this.admit(call, presence, call.deadline_ms);
    const startedAt = Date.now();
    return this.lookFirst(presence, call).then(() =>
      this.admit(call, presence, call.deadline_ms - (Date.now() - startedAt)),
    );
  }

  /** For health checks. @throws CatalogueError SERVICE_UNAVAILABLE when calls cannot be sent now */
  async ping(): Promise<void> {
    if (!this.link.started) await this.link.whenUsable(FIRST_CONNECTION_MS);
    if (!this.link.usable) throw new CatalogueError('SERVICE_UNAVAILABLE');
    await this.link.sender.ping();
  }

  /** Refuses new calls, waits a while for what is under way, then closes the connections. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.pending.whenIdle(CLOSE_MS);
    clearInterval(this.watch);
    this.abandon(this.pending.list());
    this.link.close();
  }

  private presenceOf(service: string): ServicePresence {
    let presence = this.presences.get(service);
    if (!presence) {
      const onGeneration = (generation: string) => this.compareGeneration(generation);
      presence = new ServicePresence(this.link.sender, this.clock, this.names, service, onGeneration);
      this.presences.set(service, presence);
    }
    return presence;
  }

  private async lookFirst(presence: ServicePresence, call: OutgoingCall): Promise<void> {
    try {
      if (!this.link.started) await this.link.whenUsable(Math.min(FIRST_CONNECTION_MS, call.deadline_ms));
      if (!presence.known()) await presence.look();
    } catch {
      throw refusal(call.service, 'redis');
    }
  }

  private admit(call: OutgoingCall, presence: ServicePresence, remaining: number): Promise<Buffer> {
    if (this.closed || !this.link.usable) return Promise.reject(refusal(call.service, 'redis'));
    const inFlight = this.pending.count(call.service);
    const reason = this.admission.reasonToRefuse(call, presence, inFlight);
    if (reason) return Promise.reject(refusal(call.service, reason));
    if (remaining <= 0) return Promise.reject(this.expired(call));
    return new Promise((resolve, reject) => {
      const id = (this.next_id++).toString(36);
      const frame = encodeCall(call, {
        id,
        reply_to: this.link.reply_channel,
        deadline_at: this.clock.toRedis(Date.now() + remaining),
        ...(!call.repeatable && { redis_run: this.link.redis_run }),
      });
      const timer = setTimeout(() => void this.expire(id), remaining);
      const pending: PendingCall = { id, call, frame, sent_at: performance.now(), resolve, reject, timer };
      this.pending.add(pending);
      this.send(pending);
    });
  }

  private send(pending: PendingCall): void {
    const stream = this.names.calls(pending.call.service, pending.call.repeatable);
    this.cork.hold();
    this.link.sender.xadd(stream, '*', 'f', pending.frame).then(
      (entryId) => (pending.entry_id = entryId ?? undefined),
      (error: Error) => this.notSent(pending, error),
    );
  }

  /** A broken connection leaves open whether it was sent: then the reply, a reconnect or the deadline decides. */
  private notSent(pending: PendingCall, error: Error): void {
    const certain = error.name === 'ReplyError' || error.message.includes('enableOfflineQueue');
    if (certain) this.pending.take(pending.id)?.reject(refusal(pending.call.service, 'redis'));
  }

  private settle(bytes: Buffer): void {
    const reply = decodeReply(bytes);
    const pending = this.pending.take(reply.id);
    if (!pending) return;
    if (reply.answer) pending.resolve(reply.answer);
    else pending.reject(reply.refusal ?? new CatalogueError('INTERNAL_ERROR'));
  }

  private async expire(id: string): Promise<void> {
    const pending = this.pending.take(id);
    if (pending) pending.reject(await this.outcome(pending, this.expired(pending.call)));
  }

  private expired(call: OutgoingCall): CatalogueError {
    callsExpired.inc({ service: call.service, side: 'client' });
    return new CatalogueError('DEADLINE_EXCEEDED');
  }

  /** Gives calls up that nobody will answer. */
  private abandon(calls: PendingCall[]): void {
    for (const { id } of calls) {
      const pending = this.pending.take(id);
      if (!pending) continue;
      void this.outcome(pending, refusal(pending.call.service, 'absent')).then(pending.reject);
    }
  }

  /** The error of a call that was not answered: `known` when it may be repeated or was certainly not begun. */
  private async outcome(pending: PendingCall, known: CatalogueError): Promise<CatalogueError> {
    const { call, entry_id } = pending;
    const stream = this.names.calls(call.service, call.repeatable);
    if (call.repeatable) {
      if (entry_id && this.link.usable) this.link.sender.xdel(stream, entry_id).catch(() => undefined);
      return known;
    }
    const unknown = new CatalogueError('OUTCOME_UNKNOWN');
    if (!entry_id || !this.link.usable) return unknown;
    const revoked = await revokeScript.run(this.link.sender, [stream], [entry_id]).catch(() => 0);
    return revoked ? known : unknown;
  }

  /** Requests or replies may have been lost: what may run twice is sent once more. */
  private sendAgain(): void {
    for (const pending of this.pending.list()) if (pending.call.repeatable) this.send(pending);
  }

  /** Another generation: everything in Redis was deleted, also the calls that waited there. */
  private compareGeneration(generation: string): void {
    const lost = this.generation !== '' && generation !== this.generation;
    this.generation = generation;
    if (lost) this.sendAgain();
  }

  /** Looks after the services whose answers are awaited. */
  private async look(): Promise<void> {
    if (!this.link.usable) return;
    for (const service of this.pending.services()) {
      const presence = this.presenceOf(service);
      await presence.look().catch(() => undefined);
      const waiting = this.pending.list(service);
      if (presence.absent_ms > ABSENCE_MS) this.abandon(waiting);
      else this.abandon(await this.lost.among(service, waiting).catch(() => []));
    }
  }
}
