import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { applyOnce, OutboxRelays, type OutboxEntry, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey } from '@har/mongo';
import { MAIL_ROUNDS, type MailRound, type StoredMailRound } from './mail-round.schema';

const BATCH = 100;

/** Mail rounds; a mail leaves in the very update that takes its news out of those that wait. */
@Injectable()
export class MailRoundRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(MAIL_ROUNDS) private readonly rounds: Model<StoredMailRound>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(rounds);
  }

  /** Lets a notification wait for the next mail, once. */
  async add(userId: string, notificationId: Types.ObjectId): Promise<void> {
    await this.begin(userId);
    await applyOnce(this.rounds, { _id: userId }, String(notificationId), {
      $push: { waiting: notificationId },
      $set: { has_waiting: true },
      $inc: { version: 1 },
    });
  }

  /** The round of a user if something waits and may go. */
  async findDue(userId: string, now: Date): Promise<MailRound | null> {
    return this.rounds.findOne({ _id: userId, has_waiting: true, next_at: { $lte: now } }).lean<MailRound>();
  }

  /** Whose round is due, the longest first. */
  async listDue(now: Date): Promise<string[]> {
    const due = await this.rounds
      .find({ has_waiting: true, next_at: { $lte: now } })
      .sort({ next_at: 1 })
      .limit(BATCH)
      .select({ _id: 1 })
      .lean<Pick<MailRound, '_id'>[]>();
    return due.map(({ _id }) => _id);
  }

  /** Sends what waits, or drops it where there is no mail. @returns whether the round was still at its version */
  async close(round: MailRound, mail: OutboxEntry | undefined, next_at: Date): Promise<boolean> {
    const result = await this.rounds.updateOne(
      { _id: round._id, version: round.version },
      {
        $set: { waiting: [], has_waiting: false, next_at },
        $inc: { version: 1 },
        ...(mail && { $push: { outbox: mail } }),
      },
    );
    if (result.modifiedCount === 1 && mail) void this.relay.kick(round._id);
    return result.modifiedCount === 1;
  }

  async forgetUser(userId: string): Promise<void> {
    await this.rounds.deleteOne({ _id: userId });
  }

  private async begin(userId: string): Promise<void> {
    const first = { waiting: [], has_waiting: false, next_at: new Date(0), version: 1 };
    try {
      await this.rounds.updateOne({ _id: userId }, { $setOnInsert: first }, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
