import { Schema, type Types } from 'mongoose';

/** Ways to say the same thing in one course. */
export interface StoredGlossaryEntry {
  _id: Types.ObjectId;
  course_id: string;
  term: string;
  /** Without case and accents: a course has a term once. */
  folded_term: string;
  synonyms: string[];
}

export const GLOSSARY_ENTRY = 'GlossaryEntry';

export const glossaryEntrySchema = new Schema<StoredGlossaryEntry>(
  {
    course_id: { type: String, required: true },
    term: { type: String, required: true },
    folded_term: { type: String, required: true },
    synonyms: { type: [String], required: true },
  },
  { collection: 'glossary_entries', versionKey: false },
).index({ course_id: 1, folded_term: 1 }, { unique: true });
