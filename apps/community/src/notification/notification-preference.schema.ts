import { Schema } from 'mongoose';
import type { PreferenceChanges } from '@har/contracts';

/** What somebody has chosen; what is not in it was left as it comes. */
export interface StoredPreferences {
  /** The user's id. */
  _id: string;
  kinds: PreferenceChanges;
}

export const NOTIFICATION_PREFERENCES = 'NotificationPreferences';

export const notificationPreferenceSchema = new Schema<StoredPreferences>(
  { _id: { type: String, required: true }, kinds: { type: Schema.Types.Mixed, default: {} } },
  { collection: 'notification_preferences', versionKey: false, minimize: false },
);
