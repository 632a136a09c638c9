import { Schema } from 'mongoose';

/** Which model every replica serves: one document, changed in one write when the parts of the next one are all there. */
export interface ServedModel {
  _id: 'current';
  /** Empty as long as none was fitted. */
  version: string;
  /** How many parts its bytes were cut into. */
  parts: number;
  /** Lines of the log that it was fitted on, and up to when they had come in. */
  lines: number;
  fitted_through: Date;
  /** Who fits the next one, and until when that replica is believed to be alive. */
  fitting_by: string;
  fitting_until: Date;
}

export const SERVED_MODEL = 'ServedModel';

export const servedModelSchema = new Schema<ServedModel>(
  {
    _id: String,
    version: String,
    parts: Number,
    lines: Number,
    fitted_through: Date,
    fitting_by: String,
    fitting_until: Date,
  },
  { collection: 'recommendation_models', versionKey: false },
);

/** A piece of a model's bytes: whole, a large catalogue's model does not fit into one document. */
export interface ModelPart {
  /** `version:number` */
  _id: string;
  version: string;
  bytes: Buffer;
}

export const MODEL_PART = 'ModelPart';

export const modelPartSchema = new Schema<ModelPart>(
  { _id: String, version: { type: String, required: true }, bytes: { type: Buffer, required: true } },
  { collection: 'recommendation_model_parts', versionKey: false },
).index({ version: 1 });
