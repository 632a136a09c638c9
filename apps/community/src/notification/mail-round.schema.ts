import { Schema, type Types } from 'mongoose';
import { appliedEventsPlugin, outboxPlugin, type OutboxEntry } from '@har/messaging';

/** What waits to be mailed to one person, and when the next mail may go. */
export interface MailRound {
  /** The user's id. */
  _id: string;
  /** Ids of notifications, in the order in which they came. */
  waiting: Types.ObjectId[];
  has_waiting: boolean;
  next_at: Date;
  /** Grows with every change; what is sent is decided on one version. */
  version: number;
}

export type StoredMailRound = MailRound & { outbox?: OutboxEntry[] };

export const MAIL_ROUNDS = 'MailRound';

export const mailRoundSchema = new Schema<StoredMailRound>(
  {
    _id: { type: String, required: true },
    waiting: { type: [Schema.Types.ObjectId], default: [] },
    has_waiting: { type: Boolean, required: true },
    next_at: { type: Date, required: true },
    version: { type: Number, required: true },
  },
  { collection: 'mail_rounds', versionKey: false },
);

mailRoundSchema.plugin(outboxPlugin('community'));
mailRoundSchema.plugin(appliedEventsPlugin);
mailRoundSchema.index({ has_waiting: 1, next_at: 1 });
