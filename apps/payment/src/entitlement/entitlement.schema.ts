import { Schema, type Types } from 'mongoose';
import type { EntitlementSource, EntitlementStatus } from '@har/contracts';
import { outboxPlugin, type OutboxEntry } from '@har/messaging';

/** A right to open a course, or what a plan opens. `version` grows with every change and goes out with the event. */
export interface Entitlement {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  /** Exactly one of the two is set. */
  course_id: Types.ObjectId | null;
  plan: string | null;
  domains: string[] | null;
  source: EntitlementSource;
  source_reference: Types.ObjectId;
  /** The version of the source that it follows: an older one never overwrites a newer. */
  source_version: number;
  status: EntitlementStatus;
  reason: string | null;
  expires_at: Date | null;
  version: number;
  created_at: Date;
  revoked_at: Date | null;
  outbox?: OutboxEntry[];
}

export const ENTITLEMENTS = 'Entitlement';

export const entitlementSchema = new Schema<Entitlement>(
  {
    user_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, default: null },
    plan: { type: String, default: null },
    domains: { type: [String], default: null },
    source: { type: String, required: true },
    source_reference: { type: Schema.Types.ObjectId, required: true },
    source_version: { type: Number, required: true },
    status: { type: String, required: true },
    reason: { type: String, default: null },
    expires_at: { type: Date, default: null },
    version: { type: Number, required: true },
    created_at: { type: Date, required: true },
    revoked_at: { type: Date, default: null },
  },
  { collection: 'entitlements', versionKey: false },
);
entitlementSchema.plugin(outboxPlugin('payment'));
// One source, one right: a change of plan changes it.
entitlementSchema.index({ user_id: 1, course_id: 1, source_reference: 1 }, { unique: true });
entitlementSchema.index({ status: 1, expires_at: 1 });
