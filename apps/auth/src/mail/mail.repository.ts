import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { MailDue, NotificationMailDue } from '@har/contracts';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import { MAIL_MODEL, type MailRecord, type MailState } from './mail.schema';

/** Longer than any mail server takes; when a replica dies while it sends, another may after this. */
const LEASE_MS = 120_000;
/** Kept so long after their end, so that a repeated event finds that the mail was sent. */
const KEPT_MS = 30 * 86_400_000;
const BATCH = 100;

/** A mail that is announced, of either kind. */
export type AnnouncedMail = MailDue | (NotificationMailDue & { kind: 'notification' });

@Injectable()
export class MailRepository {
  constructor(@InjectModel(MAIL_MODEL) private readonly mails: Model<MailRecord>) {}

  /** Notes a mail once, however often it is announced. */
  async add({ mail_id, expires_at, ...mail }: AnnouncedMail): Promise<void> {
    const now = new Date();
    const expiry = new Date(expires_at);
    const record: MailRecord = {
      _id: toObjectId(mail_id),
      ...mail,
      state: 'due',
      lease_until: now,
      attempts: 0,
      created_at: now,
      expires_at: expiry,
      purge_at: new Date(expiry.getTime() + KEPT_MS),
    };
    try {
      await this.mails.create(record);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Takes a mail to send it; null when it is settled or another replica has it. */
  async claim(id: string): Promise<MailRecord | null> {
    const now = new Date();
    return this.mails
      .findOneAndUpdate(
        { _id: id, state: 'due', lease_until: { $lte: now } },
        { $set: { lease_until: new Date(now.getTime() + LEASE_MS) }, $inc: { attempts: 1 } },
        { returnDocument: 'after' },
      )
      .lean<MailRecord>();
  }

  /** Gives a mail back that could not be sent. */
  async release(mail: MailRecord): Promise<void> {
    await this.mails.updateOne({ _id: mail._id, state: 'due' }, { $set: { lease_until: new Date() } });
  }

  async settle(mail: MailRecord, state: Exclude<MailState, 'due'>): Promise<void> {
    const settled = { $set: { state, settled_at: new Date() }, $unset: { nonce: 1, news: 1 } };
    await this.mails.updateOne({ _id: mail._id }, settled);
  }

  /** Mails that should have been sent by now, and nobody is sending. */
  async listOverdue(before: Date): Promise<string[]> {
    const overdue = await this.mails
      .find({ state: 'due', created_at: { $lt: before }, lease_until: { $lte: new Date() } })
      .sort({ created_at: 1 })
      .limit(BATCH)
      .select({ _id: 1 })
      .lean();
    return overdue.map(({ _id }) => _id.toHexString());
  }
}
