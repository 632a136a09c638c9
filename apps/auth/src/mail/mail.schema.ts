import { Schema, type Types } from 'mongoose';
import { MAIL_KINDS, type MailKind, type NotificationNews } from '@har/contracts';

/** `due` until it was sent, or there was no use in sending it any more. */
export type MailState = 'due' | 'sent' | 'dropped';

/** What can be mailed: matters of the account, and notifications, which can be turned off. */
export const MAILED = [...MAIL_KINDS, 'notification'] as const;
export type Mailed = MailKind | 'notification';

export interface MailRecord {
  _id: Types.ObjectId;
  user_id: string;
  kind: Mailed;
  nonce?: string;
  /** Of notifications; gone once it was sent, like the nonce. */
  news?: NotificationNews[];
  /** How many more there are than `news` has. */
  more_count?: number;
  state: MailState;
  /** Until when one replica is sending it. */
  lease_until: Date;
  attempts: number;
  created_at: Date;
  expires_at: Date;
  settled_at?: Date;
  purge_at: Date;
}

export const MAIL_MODEL = 'Mail';

export const mailSchema = new Schema<MailRecord>(
  {
    user_id: { type: String, required: true },
    kind: { type: String, enum: MAILED, required: true },
    nonce: String,
    news: { type: [Schema.Types.Mixed], default: undefined },
    more_count: Number,
    state: { type: String, enum: ['due', 'sent', 'dropped'], required: true },
    lease_until: { type: Date, required: true },
    attempts: { type: Number, required: true },
    created_at: { type: Date, required: true },
    expires_at: { type: Date, required: true },
    settled_at: Date,
    purge_at: { type: Date, required: true },
  },
  { collection: 'mails', versionKey: false },
);

mailSchema.index({ state: 1, created_at: 1 });
mailSchema.index({ purge_at: 1 }, { expireAfterSeconds: 0 });
