import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import type { GatewayEvent } from '../payment-gateway/gateway-types';
import { STRIPE_EVENTS, type StripeEventRecord } from './stripe-event.schema';

/** Milliseconds that one replica has for an event before another takes it over. */
const LEASE_MS = 60_000;
const MOST_ATTEMPTS = 12;

@Injectable()
export class StripeEventRepository {
  constructor(@InjectModel(STRIPE_EVENTS) private readonly events: Model<StripeEventRecord>) {}

  /** @returns false when the event is known already */
  async insert({ id, type, payload }: GatewayEvent): Promise<boolean> {
    const now = new Date();
    const record: StripeEventRecord = {
      _id: id,
      type,
      payload,
      status: 'received',
      attempts: 0,
      due_at: now,
      last_error: null,
      received_at: now,
      processed_at: null,
    };
    try {
      await this.events.create(record);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Takes an event that is due: that one, or the longest waiting. One replica gets it. */
  async claim(id?: string, now = new Date()): Promise<StripeEventRecord | null> {
    return this.events
      .findOneAndUpdate(
        { ...(id !== undefined && { _id: id }), status: 'received', due_at: { $lte: now } },
        { $set: { due_at: new Date(now.getTime() + LEASE_MS) }, $inc: { attempts: 1 } },
        { sort: { due_at: 1 }, returnDocument: 'after' },
      )
      .lean<StripeEventRecord>();
  }

  async markProcessed({ _id, attempts }: StripeEventRecord): Promise<void> {
    await this.events.updateOne(
      { _id, attempts },
      { $set: { status: 'processed', processed_at: new Date(), due_at: null, last_error: null } },
    );
  }

  /** Puts the event off with growing pauses, and aside after twelve attempts. @returns whether it was put aside */
  async markFailed({ _id, attempts }: StripeEventRecord, reason: string): Promise<boolean> {
    const parked = attempts >= MOST_ATTEMPTS;
    const due_at = parked ? null : new Date(Date.now() + Math.min(2 ** attempts * 500, 600_000));
    const status = parked ? 'parked' : 'received';
    await this.events.updateOne({ _id, attempts }, { $set: { status, due_at, last_error: reason } });
    return parked;
  }
}
