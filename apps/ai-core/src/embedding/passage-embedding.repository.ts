import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { PASSAGE_EMBEDDING, type PassageEmbedding } from './passage-embedding.schema';

const KEEP_MS = 90 * 86_400_000;
const READ_AT_ONCE = 500;

/** Names the vector of a text: another model or another text is another vector. */
export function embeddingKey(model: string, text: string): string {
  return createHash('sha256').update(`${model}\0${text}`).digest('hex');
}

@Injectable()
export class PassageEmbeddingRepository {
  constructor(@InjectModel(PASSAGE_EMBEDDING) private readonly embeddings: Model<PassageEmbedding>) {}

  /** The vectors that are known, by their keys; they are kept for another while. */
  async find(keys: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (let from = 0; from < keys.length; from += READ_AT_ONCE) {
      const some = { _id: { $in: keys.slice(from, from + READ_AT_ONCE) } };
      const stored = await this.embeddings
        .find(some, { vector: 1 })
        .lean<{ _id: string; vector: mongo.Binary }[]>();
      for (const { _id, vector } of stored) found.set(_id, toVector(vector.buffer));
      await this.embeddings.updateMany(some, { $set: { expires_at: newExpiry() } });
    }
    return found;
  }

  /** Stores vectors by their keys; one that is there already is the same. */
  async put(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    await this.embeddings.bulkWrite(
      [...vectors].map(([_id, vector]) => ({
        updateOne: {
          filter: { _id },
          update: { $set: { vector: toBytes(vector), expires_at: newExpiry() } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }
}

function newExpiry(): Date {
  return new Date(Date.now() + KEEP_MS);
}

function toBytes({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Copied, because floats must begin at a multiple of four. */
function toVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
