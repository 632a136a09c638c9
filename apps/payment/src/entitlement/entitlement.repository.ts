import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { entitlementChanged } from '@har/contracts';
import { OutboxRelays, outboxEntry, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, toObjectId, whenIndexed } from '@har/mongo';
import { toEntitlementState } from './entitlement-reply';
import { ENTITLEMENTS, type Entitlement } from './entitlement.schema';

export type EntitlementChange = Partial<
  Pick<Entitlement, 'status' | 'reason' | 'expires_at' | 'revoked_at' | 'plan' | 'domains' | 'source_version'>
>;

/** A user has a handful of rights; this is where a list of them ends. */
const MOST = 1_000;

@Injectable()
export class EntitlementRepository implements OnModuleInit {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(ENTITLEMENTS) private readonly entitlements: Model<Entitlement>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(entitlements);
  }

  async onModuleInit(): Promise<void> {
    await whenIndexed(this.entitlements);
  }

  /** @returns null when the right exists already */
  async insert(entitlement: Entitlement): Promise<Entitlement | null> {
    const outbox = [outboxEntry(entitlementChanged.type, toEntitlementState(entitlement))];
    try {
      await this.entitlements.create({ ...entitlement, outbox });
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
    void this.relay.kick(entitlement._id);
    return entitlement;
  }

  /** Changes the right and tells it, if it is still as it was. @returns null when it is not */
  async change(before: Entitlement, change: EntitlementChange): Promise<Entitlement | null> {
    const after: Entitlement = { ...before, ...change, version: before.version + 1 };
    const changed = await this.entitlements
      .findOneAndUpdate(
        { _id: before._id, version: before.version, status: before.status },
        {
          $set: { ...change, version: after.version },
          $push: { outbox: outboxEntry(entitlementChanged.type, toEntitlementState(after)) },
        },
        { returnDocument: 'after' },
      )
      .lean<Entitlement>();
    if (changed) void this.relay.kick(before._id);
    return changed;
  }

  async findById(id: string): Promise<Entitlement | null> {
    return this.entitlements.findById(id).lean<Entitlement>();
  }

  async findBySource(
    key: Pick<Entitlement, 'user_id' | 'course_id' | 'source_reference'>,
  ): Promise<Entitlement | null> {
    const { user_id, course_id, source_reference } = key;
    return this.entitlements.findOne({ user_id, course_id, source_reference }).lean<Entitlement>();
  }

  /** All rights of a user, newest first. */
  async listOf(userId: string): Promise<Entitlement[]> {
    return this.entitlements
      .find({ user_id: toObjectId(userId) })
      .sort({ _id: -1 })
      .limit(MOST)
      .lean<Entitlement[]>();
  }

  async listExpired(now: Date, limit: number): Promise<Entitlement[]> {
    return this.entitlements
      .find({ status: 'active', expires_at: { $type: 'date', $lte: now } })
      .limit(limit)
      .lean<Entitlement[]>();
  }
}
