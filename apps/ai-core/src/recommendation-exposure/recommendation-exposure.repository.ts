import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { toObjectId } from '@har/mongo';
import { RECOMMENDATION_EXPOSURE, type RecommendationExposure } from './recommendation-exposure.schema';

/** An answer, before anything of it was clicked. */
export interface NewExposure {
  exposure_id: string;
  user_id: string;
  model_version: string;
  courses: readonly { course_id: string; reason: string }[];
}

@Injectable()
export class RecommendationExposureRepository {
  constructor(
    @InjectModel(RECOMMENDATION_EXPOSURE) private readonly exposures: Model<RecommendationExposure>,
  ) {}

  /** Writes an answer down; the same id again is the same answer. */
  async log({ exposure_id, courses, ...exposure }: NewExposure): Promise<void> {
    const shown = courses.map(({ course_id, reason }) => ({ course_id, reason, clicked_at: null }));
    await this.exposures.updateOne(
      { _id: toObjectId(exposure_id) },
      { $setOnInsert: { ...exposure, courses: shown, at: new Date() } },
      { upsert: true },
    );
  }

  async forgetUser(userId: string): Promise<void> {
    await this.exposures.deleteMany({ user_id: userId });
  }

  /** Writes the first click on a course of an answer down. @returns false when that learner was never shown it there */
  async click(exposureId: string, userId: string, courseId: string): Promise<boolean> {
    const shown = { _id: toObjectId(exposureId), user_id: userId };
    const { modifiedCount } = await this.exposures.updateOne(
      { ...shown, courses: { $elemMatch: { course_id: courseId, clicked_at: null } } },
      { $set: { 'courses.$.clicked_at': new Date() } },
    );
    if (modifiedCount === 1) return true;
    return (await this.exposures.exists({ ...shown, 'courses.course_id': courseId })) !== null;
  }
}
