import { Schema, type Types } from 'mongoose';
import { ROLES, type Role } from '@har/access';
import {
  USER_STATUSES,
  VERIFICATION_STATUSES,
  type InstructorInfo,
  type NameDisplay,
  type NotificationSettings,
  type ProfileDetails,
  type ProfileVisibility,
  type UserStatus,
} from '@har/contracts';
import { outboxPlugin } from '@har/messaging';

/** A course as the user's `instructor_info` counts it; the newest version seen wins. */
export interface TaughtCourse {
  course_id: string;
  version: number;
  published: boolean;
  rating: number;
  reviews_count: number;
}

/** A reset link that was mailed and not used yet; only the newest one is valid. */
export interface PendingReset {
  /** SHA-256 of the token. */
  token_hash: string;
  expires_at: Date;
}

/** What a user has told of themself: only the fields that are told, and only the visibilities that were chosen. */
export interface StoredProfile extends Partial<ProfileDetails> {
  visibility?: Partial<ProfileVisibility>;
  name_display?: NameDisplay;
}

/** A user as stored: the fields of 001 §SERVICE 1 A, then those that only this service sees. */
export interface UserRecord {
  _id: Types.ObjectId;
  email: string;
  first_name: string;
  last_name: string;
  avatar_url?: string | null;
  role: Role;
  status: UserStatus;
  language: 'fr' | 'en';
  created_at?: Date;
  updated_at?: Date;
  last_login_at?: Date;
  instructor_info?: InstructorInfo;
  notification_settings: NotificationSettings;
  profile?: StoredProfile;
  /** The uploaded picture behind `avatar_url`, if it is one. */
  avatar_file_id?: string | null;
  /** Grows with every change; a change is made on the version it was decided on. */
  version: number;
  /** Grows when all sessions from before are to end. */
  session_epoch: number;
  /** The one session that survived the last epoch's beginning. */
  kept_session_id?: string | null;
  /** Since when the user is suspended or deleted. */
  suspended_at?: Date | null;
}

export interface StoredUser extends UserRecord {
  password_hash: string;
  teaching?: TaughtCourse[];
  password_reset?: PendingReset;
  /** Words of names and e-mail without case and accents, for the search by prefix. */
  search_terms: string[];
}

const hidden = { select: false } as const;

const instructorInfoSchema = new Schema<InstructorInfo>(
  {
    bio: { type: String, default: '' },
    expertise_tags: { type: [String], default: [] },
    total_courses: { type: Number, default: 0 },
    rating: { type: Number, default: 0 },
    verification_status: { type: String, enum: VERIFICATION_STATUSES, default: 'unverified' },
  },
  { _id: false },
);

const notificationSettingsSchema = new Schema<NotificationSettings>(
  {
    email_notifications: { type: Boolean, default: true },
    marketing_emails: { type: Boolean, default: false },
    newsletter: { type: Boolean, default: false },
  },
  { _id: false },
);

const profileSchema = new Schema<StoredProfile>(
  {
    bio: String,
    company: String,
    job_title: String,
    city: String,
    country: String,
    linkedin_url: String,
    website_url: String,
    pcsoft_experience: String,
    phone_number: String,
    visibility: { type: Object, default: undefined },
    name_display: String,
  },
  { _id: false },
);

const taughtCourseSchema = new Schema<TaughtCourse>(
  { course_id: String, version: Number, published: Boolean, rating: Number, reviews_count: Number },
  { _id: false },
);

export const USER_MODEL = 'User';

export const userSchema = new Schema<StoredUser>(
  {
    email: { type: String, required: true, unique: true },
    password_hash: { type: String, required: true, ...hidden },
    first_name: { type: String, required: true },
    last_name: { type: String, required: true },
    avatar_url: { type: String, default: null },
    role: { type: String, enum: ROLES, default: 'learner' },
    status: { type: String, enum: USER_STATUSES, default: 'active' },
    language: { type: String, enum: ['fr', 'en'], default: 'fr' },
    last_login_at: Date,
    instructor_info: { type: instructorInfoSchema, default: undefined },
    notification_settings: { type: notificationSettingsSchema, default: () => ({}) },
    profile: { type: profileSchema, default: undefined },
    avatar_file_id: { type: String, ...hidden },
    version: { type: Number, default: 1, ...hidden },
    session_epoch: { type: Number, default: 0, ...hidden },
    kept_session_id: { type: String, ...hidden },
    suspended_at: { type: Date, ...hidden },
    teaching: { type: [taughtCourseSchema], default: undefined, ...hidden },
    password_reset: {
      type: new Schema<PendingReset>({ token_hash: String, expires_at: Date }, { _id: false }),
      default: undefined,
      ...hidden,
    },
    search_terms: { type: [String], ...hidden },
  },
  {
    collection: 'users',
    versionKey: false,
    timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
  },
);

userSchema.plugin(outboxPlugin('auth'));
userSchema.index({ 'password_reset.token_hash': 1 }, { sparse: true });
userSchema.index({ suspended_at: 1 }, { sparse: true });
userSchema.index({ role: 1, _id: -1 });
userSchema.index({ status: 1, _id: -1 });
userSchema.index({ 'instructor_info.verification_status': 1, _id: -1 });
userSchema.index({ search_terms: 1, _id: -1 });
