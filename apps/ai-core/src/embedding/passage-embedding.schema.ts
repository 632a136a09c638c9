import { Schema } from 'mongoose';

/** The vector of one text under one model, whichever lessons have the text. */
export interface PassageEmbedding {
  /** SHA-256 of the model's name and the text, in hexadecimal. */
  _id: string;
  /** 32-bit floats, little-endian. */
  vector: Buffer;
  /** Later the longer it is used. */
  expires_at: Date;
}

export const PASSAGE_EMBEDDING = 'PassageEmbedding';

export const passageEmbeddingSchema = new Schema<PassageEmbedding>(
  {
    _id: String,
    vector: { type: Buffer, required: true },
    expires_at: { type: Date, required: true },
  },
  { collection: 'passage_embeddings', versionKey: false },
).index({ expires_at: 1 }, { expireAfterSeconds: 0 });
