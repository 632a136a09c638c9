import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { VERIFICATION_STATUSES } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { OutboxRelays, type OutboxEntry, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import { USER_MODEL, type StoredUser, type UserRecord } from './user.schema';

/** What this service itself needs of a user, beyond the fields of 001. */
const RECORD = '+avatar_file_id +version +session_epoch +kept_session_id +suspended_at';

export type UserFields = Partial<Omit<StoredUser, '_id' | 'version' | 'email'>>;

export interface UserUpdate {
  set: UserFields;
  /** Fields to remove. */
  unset?: readonly (keyof UserFields)[];
  events: readonly OutboxEntry[];
}

@Injectable()
export class UserRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(USER_MODEL) private readonly users: Model<StoredUser>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(users);
  }

  /** @throws CatalogueError EMAIL_TAKEN */
  async insert(
    user: Omit<StoredUser, 'created_at' | 'updated_at'>,
    events: readonly OutboxEntry[],
  ): Promise<UserRecord> {
    try {
      const created = new this.users(user);
      created.set('outbox', events);
      await created.save();
      void this.relay.kick(user._id);
      return created.toObject<UserRecord>();
    } catch (error) {
      if (isDuplicateKey(error, 'email')) throw new CatalogueError('EMAIL_TAKEN');
      throw error;
    }
  }

  async findById(id: string): Promise<UserRecord | null> {
    return this.users.findById(id).select(RECORD).lean<UserRecord>();
  }

  async findByEmail(email: string): Promise<UserRecord | null> {
    return this.users.findOne({ email }).select(RECORD).lean<UserRecord>();
  }

  /** With what a sign-in or a change of password needs. */
  async findCredentials(filter: { email: string } | { id: string }): Promise<StoredUser | null> {
    const query = 'email' in filter ? { email: filter.email } : { _id: toObjectId(filter.id) };
    return this.users.findOne(query).select(`${RECORD} +password_hash`).lean<StoredUser>();
  }

  /** With the courses that count for `instructor_info`. */
  async findTeacher(id: string): Promise<StoredUser | null> {
    return this.users.findById(id).select(`${RECORD} +teaching`).lean<StoredUser>();
  }

  /** The ids of everybody who has an instructor profile. */
  async *eachInstructor(): AsyncGenerator<string> {
    const cursor = this.users
      .find({ 'instructor_info.verification_status': { $in: VERIFICATION_STATUSES } })
      .select({ _id: 1 })
      .lean()
      .cursor();
    for await (const { _id } of cursor) yield _id.toHexString();
  }

  /** The user a reset token was mailed to, unless it was used, replaced or is too old. */
  async findByResetToken(tokenHash: string, now: Date): Promise<UserRecord | null> {
    return this.users
      .findOne({ 'password_reset.token_hash': tokenHash, 'password_reset.expires_at': { $gt: now } })
      .select(RECORD)
      .lean<UserRecord>();
  }

  /** Changes the user if it still is at this version; null when it is not. */
  async updateAt(
    user: Pick<UserRecord, '_id' | 'version'>,
    { set, unset = [], events }: UserUpdate,
  ): Promise<UserRecord | null> {
    return this.users
      .findOneAndUpdate(
        { _id: user._id, version: user.version },
        {
          $set: set,
          $inc: { version: 1 },
          ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
          ...(events.length > 0 && { $push: { outbox: { $each: events } } }),
        },
        { returnDocument: 'after' },
      )
      .select(RECORD)
      .lean<UserRecord>();
  }

  /** Sends out what a change has to tell; resolves when it is told. */
  async tell(user: Pick<UserRecord, '_id'>): Promise<void> {
    await this.relay.kick(user._id);
  }

  /** Notes a sign-in; null when the user may not sign in any more, or their sessions from before were ended. */
  async recordLogin(user: UserRecord, now: Date): Promise<UserRecord | null> {
    return this.users
      .findOneAndUpdate(
        { _id: user._id, status: 'active', session_epoch: user.session_epoch },
        { $set: { last_login_at: now } },
        { returnDocument: 'after', timestamps: false },
      )
      .select(RECORD)
      .lean<UserRecord>();
  }

  /** Replaces the hash of the same password; does nothing when the password was changed meanwhile. */
  async replaceHash(user: Pick<StoredUser, '_id' | 'password_hash'>, password_hash: string): Promise<void> {
    const { _id, password_hash: old } = user;
    await this.users.updateOne(
      { _id, password_hash: old },
      { $set: { password_hash } },
      { timestamps: false },
    );
  }

  /** Those who were suspended after `since`. */
  async listSuspended(since: Date): Promise<string[]> {
    const users = await this.users
      .find({ suspended_at: { $gt: since } })
      .select({ status: 1 })
      .lean();
    return users.filter(({ status }) => status === 'suspended').map(({ _id }) => _id.toHexString());
  }
}
