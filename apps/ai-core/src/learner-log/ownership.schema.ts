import { Schema } from 'mongoose';

/** A course that a user has a right to, enrolled or not: it is never recommended to them. */
export interface Ownership {
  /** The entitlement's id. */
  _id: string;
  user_id: string;
  course_id: string;
  active: boolean;
  /** Of the entitlement: an older state never overwrites a newer one. */
  version: number;
}

export const OWNERSHIP = 'Ownership';

export const ownershipSchema = new Schema<Ownership>(
  { _id: String, user_id: String, course_id: String, active: Boolean, version: Number },
  { collection: 'ownerships', versionKey: false },
).index({ user_id: 1, active: 1 });
