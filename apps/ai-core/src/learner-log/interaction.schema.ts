import { Schema } from 'mongoose';
import type { Interaction, InteractionType } from '../recommendation/interaction';

const TYPES: readonly InteractionType[] = ['enrolled', 'progressed', 'completed', 'rated'];

export const INTERACTION = 'Interaction';

/** The log that models are fitted on: one line for what a learner did with a course. */
export const interactionSchema = new Schema<Interaction>(
  {
    user_id: { type: String, required: true },
    course_id: { type: String, required: true },
    type: { type: String, enum: TYPES, required: true },
    at: { type: Number, required: true },
    progress: Number,
    rating: Number,
  },
  { collection: 'interactions', versionKey: false },
)
  .index({ user_id: 1, course_id: 1, type: 1 }, { unique: true })
  .index({ at: -1 });
