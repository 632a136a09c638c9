import { Schema } from 'mongoose';
import type { StoredRecommendationModel } from '../recommendation/recommendation-model';

/** The model that every replica serves, in one document: a new one replaces it whole. */
export interface ServedModel {
  _id: 'current';
  /** Of the log that it was fitted on. */
  fingerprint: string;
  version: string;
  model: StoredRecommendationModel | null;
  /** Until when the replica that fits the next one is believed to be alive. */
  fitting_until: Date;
}

export const SERVED_MODEL = 'ServedModel';

export const servedModelSchema = new Schema<ServedModel>(
  {
    _id: String,
    fingerprint: String,
    version: String,
    model: Schema.Types.Mixed,
    fitting_until: Date,
  },
  { collection: 'recommendation_models', versionKey: false, minimize: false },
);
