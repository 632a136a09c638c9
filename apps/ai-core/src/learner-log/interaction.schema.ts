import { Schema } from 'mongoose';
import type { Interaction, InteractionType } from '../recommendation/interaction';

const TYPES: readonly InteractionType[] = ['enrolled', 'progressed', 'completed', 'rated'];

/** A line of the log as it is stored. */
export interface StoredInteraction extends Interaction {
  /** When this line came into the log, whenever the thing was done: what a model is fitted through, and goes on from. */
  recorded_at: Date;
  /** The review's: an older rating never overwrites a newer. */
  rating_version?: number;
}

export const INTERACTION = 'Interaction';

/** The log that models are fitted on: one line for what a learner did with a course. */
export const interactionSchema = new Schema<StoredInteraction>(
  {
    user_id: { type: String, required: true },
    course_id: { type: String, required: true },
    type: { type: String, enum: TYPES, required: true },
    at: { type: Number, required: true },
    progress: Number,
    rating: Number,
    recorded_at: Date,
    rating_version: Number,
  },
  { collection: 'interactions', versionKey: false },
)
  .index({ user_id: 1, course_id: 1, type: 1 }, { unique: true })
  .index({ recorded_at: 1 });
