import { Schema, type Types } from 'mongoose';

/** A course as it was shown; its place is its place in the list. */
export interface ExposedCourse {
  course_id: string;
  reason: string;
  /** When the learner first opened it from there. */
  clicked_at: Date | null;
}

/** One answer that a learner was given: with its clicks, what the next model can be judged on. */
export interface RecommendationExposure {
  _id: Types.ObjectId;
  user_id: string;
  model_version: string;
  courses: ExposedCourse[];
  at: Date;
}

export const RECOMMENDATION_EXPOSURE = 'RecommendationExposure';

const HALF_A_YEAR_SECONDS = 182 * 86_400;

const exposedCourseSchema = new Schema<ExposedCourse>(
  {
    course_id: { type: String, required: true },
    reason: { type: String, required: true },
    clicked_at: { type: Date, default: null },
  },
  { _id: false, id: false },
);

export const recommendationExposureSchema = new Schema<RecommendationExposure>(
  {
    user_id: { type: String, required: true },
    model_version: { type: String, required: true },
    courses: { type: [exposedCourseSchema], required: true },
    at: { type: Date, required: true },
  },
  { collection: 'recommendation_exposures', versionKey: false },
)
  .index({ user_id: 1 })
  .index({ at: 1 }, { expireAfterSeconds: HALF_A_YEAR_SECONDS });
