import { Schema } from 'mongoose';
import type { CatalogueCourse } from '../recommendation/interaction';

/** What recommending needs to know of a course. */
export interface CourseCard extends Omit<CatalogueCourse, 'course_id'> {
  /** The course's id. */
  _id: string;
  /** Of the course: an older state never overwrites a newer one. */
  version: number;
}

export const COURSE_CARD = 'CourseCard';

export const courseCardSchema = new Schema<CourseCard>(
  {
    _id: String,
    version: { type: Number, required: true },
    title: String,
    keywords: [String],
    domain: String,
    language: String,
    instructor_id: String,
    published: { type: Boolean, required: true },
    published_at: { type: Number, required: true },
  },
  { collection: 'course_cards', versionKey: false },
);
