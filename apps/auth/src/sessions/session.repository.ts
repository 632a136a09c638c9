import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { sessionsRevoked } from '@har/contracts';
import { outboxEntry, OutboxRelays, type OutboxRelay } from '@har/messaging';
import { toObjectId } from '@har/mongo';
import { SESSION_MODEL, type SessionRecord } from './session.schema';

/** One step of a refresh line: the parent's hash, and what replaces it. */
export interface Rotation {
  readonly session_id: string;
  readonly parent_hash: string;
  readonly token_hash: string;
  readonly successor_nonce: string;
  readonly rotated_at: Date;
  readonly expires_at: Date;
  readonly purge_at: Date;
}

type Ending = Pick<SessionRecord, '_id' | 'user_id'>;

@Injectable()
export class SessionRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(SESSION_MODEL) private readonly sessions: Model<SessionRecord>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(sessions);
  }

  async insert(session: SessionRecord): Promise<void> {
    await this.sessions.create(session);
  }

  async findById(id: string): Promise<SessionRecord | null> {
    return this.sessions.findById(id).lean<SessionRecord>();
  }

  /** Takes the parent token out of use and the successor into it, for exactly one caller; null for all others. */
  async rotate({ session_id, parent_hash, rotated_at, ...next }: Rotation): Promise<SessionRecord | null> {
    return this.sessions
      .findOneAndUpdate(
        { _id: session_id, token_hash: parent_hash, ended_at: null, expires_at: { $gt: rotated_at } },
        { $set: { ...next, parent_hash, rotated_at } },
        { returnDocument: 'after' },
      )
      .lean<SessionRecord>();
  }

  /** The sessions of a user that have not ended and fit the filter. */
  async listActive(userId: string, filter: QueryFilter<SessionRecord>): Promise<Ending[]> {
    return this.sessions
      .find({ ...filter, user_id: toObjectId(userId), ended_at: null })
      .select({ user_id: 1 })
      .lean<Ending[]>();
  }

  /** Ends sessions and tells everybody; each at most once. Resolves when the news is out. */
  async end(sessions: readonly Ending[], reason: string): Promise<void> {
    if (sessions.length === 0) return;
    const ended_at = new Date();
    await this.sessions.bulkWrite(
      sessions.map(({ _id, user_id }) => ({
        updateOne: {
          filter: { _id, ended_at: null },
          update: {
            $set: { ended_at, end_reason: reason },
            $push: { outbox: revocation(_id, user_id, reason) },
          },
        },
      })),
    );
    await Promise.all(sessions.map(({ _id }) => this.relay.kick(_id)));
  }

  /** The ids of all sessions that ended after `since`. */
  async listEnded(since: Date): Promise<string[]> {
    const ended = await this.sessions
      .find({ ended_at: { $gt: since } })
      .select({ _id: 1 })
      .lean();
    return ended.map(({ _id }) => _id.toHexString());
  }
}

function revocation(id: Ending['_id'], userId: Ending['user_id'], reason: string) {
  const payload = { user_id: userId.toHexString(), session_ids: [id.toHexString()], reason };
  return outboxEntry(sessionsRevoked.type, payload);
}
