import type { MessageHandler } from '@nestjs/microservices';
import type { Redis } from 'ioredis';
import { CatalogueError } from '@har/errors';
import type { IncomingCall } from './call';
import type { CallExecutor } from './call-executor';
import { decodeCall, encodeAnswer, encodeRefusal, SHED_AFTER_MS, type CallFrame } from './call-frame';
import { answerScript } from './call-scripts';
import { callsExpired, callsRefused } from './messaging-metrics';
import type { RedisClock } from './redis-clock';
import { WriteCork } from './write-cork';

/** An entry of a call stream that this replica was given. */
export interface TakenCall {
  readonly stream: string;
  readonly id: string;
  readonly text: string;
  /** Whether the group waits for an acknowledgement. */
  readonly acknowledged: boolean;
  readonly deliveries: number;
  /** The run of the Redis server that handed it out. */
  readonly redis_run: string;
}

export interface CallRunnerOptions {
  readonly redis: Redis;
  readonly clock: RedisClock;
  readonly service: string;
  readonly group: string;
  readonly executor: CallExecutor;
  readonly handlerOf: (pattern: string) => MessageHandler | undefined;
  readonly onError: (error: unknown, call: IncomingCall | undefined) => void;
}

/** A call that killed this many replicas is not given to another one. */
const MAX_DELIVERIES = 4;

/** Runs a call that was taken from a stream and answers it; an answer also acknowledges and deletes the entry. */
export class CallRunner {
  private readonly cork: WriteCork;

  constructor(private readonly options: CallRunnerOptions) {
    this.cork = new WriteCork(options.redis);
  }

  async run(taken: TakenCall): Promise<void> {
    let frame: CallFrame;
    try {
      frame = decodeCall(taken.text);
    } catch (error) {
      this.options.onError(error, undefined);
      return this.reply(taken, '', '');
    }
    await this.reply(taken, frame.r, await this.answer(frame, taken));
  }

  private async answer(frame: CallFrame, taken: TakenCall): Promise<Buffer | string> {
    const call = this.incoming(frame);
    try {
      await this.assertRunnable(frame, call, taken);
      const handler = this.options.handlerOf(frame.p);
      // A client that is newer than this replica: another replica may know the pattern.
      if (!handler) {
        this.options.onError(new Error(`no handler for ${frame.p}`), call);
        throw new CatalogueError('SERVICE_UNAVAILABLE');
      }
      return encodeAnswer(frame.i, await this.options.executor(handler, call));
    } catch (error) {
      const known = CatalogueError.from(error);
      if (known.code === 'INTERNAL_ERROR') this.options.onError(error, call);
      return encodeRefusal(frame.i, known);
    }
  }

  private async assertRunnable(frame: CallFrame, call: IncomingCall, taken: TakenCall): Promise<void> {
    if (call.deadline_at <= Date.now()) {
      callsExpired.inc({ service: this.options.service, side: 'server' });
      throw new CatalogueError('DEADLINE_EXCEEDED');
    }
    if (frame.s && this.waited(taken) > SHED_AFTER_MS) {
      callsRefused.inc({ service: this.options.service, reason: 'shed' });
      throw new CatalogueError('SERVICE_UNAVAILABLE', { retry_after: 1 });
    }
    // Redis came back from a crash: it may have forgotten that another replica was given this call.
    if (!taken.acknowledged && frame.g !== taken.redis_run) throw new CatalogueError('OUTCOME_UNKNOWN');
    if (taken.deliveries > MAX_DELIVERIES) throw new CatalogueError('INTERNAL_ERROR');
  }

  /** How long the call waited in the stream: its id begins with the time at which it was written. */
  private waited(taken: TakenCall): number {
    return Date.now() - this.options.clock.toLocal(Number(taken.id.split('-')[0]));
  }

  private incoming(frame: CallFrame): IncomingCall {
    return {
      pattern: frame.p,
      data: frame.d,
      token: frame.a,
      request_id: frame.t,
      language: frame.l,
      ip: frame.ip,
      idempotency_key: frame.k,
      deadline_at: this.options.clock.toLocal(frame.dl),
    };
  }

  private async reply(taken: TakenCall, channel: string, bytes: Buffer | string): Promise<void> {
    const group = taken.acknowledged ? this.options.group : '';
    this.cork.hold();
    await answerScript.run(this.options.redis, [taken.stream], [channel, bytes, group, taken.id]);
  }
}
