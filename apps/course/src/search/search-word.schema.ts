import { Schema } from 'mongoose';

/** A word that published courses contain. */
export interface SearchWord {
  /** The word itself, folded: lower case without accents. */
  _id: string;
  /** What it is indexed as, in each language that it came in. */
  stems: string[];
  /** How many published courses have it; nearly so, as it only weighs. */
  courses: number;
  /** See near-words.ts. */
  keys: string[];
}

export const SEARCH_WORDS = 'SearchWord';

export const searchWordSchema = new Schema<SearchWord>(
  {
    _id: { type: String, required: true },
    stems: { type: [String], default: [] },
    courses: { type: Number, default: 0 },
    keys: { type: [String], default: [], select: false },
  },
  { collection: 'search_words', versionKey: false },
);

searchWordSchema.index({ stems: 1 });
searchWordSchema.index({ keys: 1 });
