import { Schema, type Types } from 'mongoose';
import type { EntitlementSource } from '@har/contracts';

/** The service's own copy of a right that the payment service granted; `_id` is the entitlement's. */
export interface Entitlement {
  _id: Types.ObjectId;
  version: number;
  user_id: Types.ObjectId;
  /** Exactly one of the two is set. */
  course_id: Types.ObjectId | null;
  plan: string | null;
  domains: string[] | null;
  source: EntitlementSource;
  active: boolean;
  expires_at: Date | null;
}

export const ENTITLEMENTS = 'Entitlement';

export const entitlementSchema = new Schema<Entitlement>(
  {
    version: { type: Number, required: true },
    user_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, default: null },
    plan: { type: String, default: null },
    domains: { type: [String], default: null },
    source: { type: String, required: true },
    active: { type: Boolean, required: true },
    expires_at: { type: Date, default: null },
  },
  { collection: 'entitlements', versionKey: false },
);

entitlementSchema.index({ user_id: 1, course_id: 1 });
