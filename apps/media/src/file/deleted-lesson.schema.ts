import { Schema, type Types } from 'mongoose';

/** A lesson that is no more: what is claimed for it afterwards has nobody to remove it. */
export interface DeletedLesson {
  _id: Types.ObjectId;
  deleted_at: Date;
}

export const DELETED_LESSONS = 'DeletedLesson';
/** No request takes as long. */
const REMEMBERED_SECONDS = 7 * 86_400;

export const deletedLessonSchema = new Schema<DeletedLesson>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    deleted_at: { type: Date, required: true, expires: REMEMBERED_SECONDS },
  },
  { collection: 'deleted_lessons', versionKey: false },
);
