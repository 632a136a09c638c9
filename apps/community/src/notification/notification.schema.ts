import { Schema, type Types } from 'mongoose';
import { NOTIFICATION_KINDS, type NotificationNews } from '@har/contracts';

/** `due` until the mail round of its recipient has it, once and for all; `none` where no mail is wanted. */
export type NotificationMail = 'none' | 'due' | 'queued';

/** One piece of news for one person. */
export interface Notification extends NotificationNews {
  _id: Types.ObjectId;
  recipient_id: Types.ObjectId;
  /** The event that it is of: with the recipient, unique. */
  event_id: string;
  /** Whether lists show it. */
  in_app: boolean;
  mail: NotificationMail;
  read_at: Date | null;
  created_at: Date;
}

export const NOTIFICATIONS = 'Notification';

const KEPT_SECONDS = 180 * 86_400;

export const notificationSchema = new Schema<Notification>(
  {
    recipient_id: { type: Schema.Types.ObjectId, required: true },
    event_id: { type: String, required: true },
    kind: { type: String, enum: NOTIFICATION_KINDS, required: true },
    actor_name: { type: String, default: '' },
    course_id: { type: String, required: true },
    lesson_id: { type: String, required: true },
    question_id: { type: String, required: true },
    comment_id: { type: String, required: true },
    course_title: { type: String, required: true },
    lesson_title: { type: String, default: '' },
    excerpt: { type: String, default: '' },
    in_app: { type: Boolean, required: true },
    mail: { type: String, enum: ['none', 'due', 'queued'], required: true },
    read_at: { type: Date, default: null },
    created_at: { type: Date, required: true },
  },
  { collection: 'notifications', versionKey: false },
);

notificationSchema.index({ event_id: 1, recipient_id: 1 }, { unique: true });
notificationSchema.index({ recipient_id: 1, in_app: 1, created_at: -1, _id: -1 });
notificationSchema.index({ recipient_id: 1, in_app: 1, read_at: 1, created_at: -1, _id: -1 });
notificationSchema.index({ comment_id: 1 });
notificationSchema.index({ created_at: 1 }, { expireAfterSeconds: KEPT_SECONDS });
