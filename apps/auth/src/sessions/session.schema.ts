import { Schema, type Types } from 'mongoose';
import { outboxPlugin } from '@har/messaging';

/** One sign-in and the line of refresh tokens that came from it. */
export interface SessionRecord {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  /** The user's `session_epoch` at sign-in. */
  epoch: number;
  /** SHA-256 of the one refresh token that works. */
  token_hash: string;
  /** SHA-256 of the one before it, and what the present one was made from it with. */
  parent_hash?: string;
  successor_nonce?: string;
  rotated_at?: Date;
  created_at: Date;
  /** When the refresh token expires. */
  expires_at: Date;
  ended_at: Date | null;
  end_reason?: string;
  /** When nothing can refer to the session any more. */
  purge_at: Date;
}

export const SESSION_MODEL = 'Session';

export const sessionSchema = new Schema<SessionRecord>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    epoch: { type: Number, required: true },
    token_hash: { type: String, required: true },
    parent_hash: String,
    successor_nonce: String,
    rotated_at: Date,
    created_at: { type: Date, required: true },
    expires_at: { type: Date, required: true },
    ended_at: { type: Date, default: null },
    end_reason: String,
    purge_at: { type: Date, required: true },
  },
  { collection: 'sessions', versionKey: false },
);

sessionSchema.plugin(outboxPlugin('auth'));
sessionSchema.index({ user_id: 1, ended_at: 1 });
sessionSchema.index({ ended_at: 1 });
sessionSchema.index({ purge_at: 1 }, { expireAfterSeconds: 0 });
