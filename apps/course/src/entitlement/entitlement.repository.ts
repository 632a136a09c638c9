import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { EntitlementState } from '@har/contracts';
import { isDuplicateKey, retryOnConflict, toObjectId } from '@har/mongo';
import { ENTITLEMENTS, type Entitlement } from './entitlement.schema';

@Injectable()
export class EntitlementRepository {
  constructor(@InjectModel(ENTITLEMENTS) private readonly entitlements: Model<Entitlement>) {}

  /** What the user holds for the course, or for courses in general by a plan; whether it counts now is not asked. */
  async listFor(userId: string, courseId: string): Promise<Entitlement[]> {
    return this.entitlements
      .find(entitlementsFor(toObjectId(userId), toObjectId(courseId)))
      .lean<Entitlement[]>();
  }

  /** Keeps a state, unless the copy is as new or newer. */
  async keep(state: EntitlementState): Promise<void> {
    const { entitlement_id, user_id, course_id, expires_at, ...rest } = state;
    const copy = {
      ...rest,
      user_id: toObjectId(user_id),
      course_id: course_id === null ? null : toObjectId(course_id),
      expires_at: expires_at === null ? null : new Date(expires_at),
    };
    const older = { _id: toObjectId(entitlement_id), version: { $lt: state.version } };
    try {
      await retryOnConflict(() => this.entitlements.updateOne(older, { $set: copy }, { upsert: true }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // There is a copy: as new or newer, or an older one that was inserted at this very moment.
      await this.entitlements.updateOne(older, { $set: copy });
    }
  }
}

/** What may open a course for a user: rights to the course itself, and plans. */
export function entitlementsFor(user_id: Types.ObjectId, course_id: Types.ObjectId) {
  return { user_id, course_id: { $in: [course_id, null] } };
}
