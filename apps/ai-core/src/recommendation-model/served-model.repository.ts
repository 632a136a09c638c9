import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import { MODEL_PART, SERVED_MODEL, type ModelPart, type ServedModel } from './served-model.schema';

const CURRENT = { _id: 'current' as const };
const FITTING_MS = 120_000;
const PART_BYTES = 8 * 1024 * 1024;
const NONE = { version: '', parts: 0, lines: 0, fitted_through: new Date(0) };

/** What a model was fitted on. */
export type ModelHead = Pick<ServedModel, 'version' | 'lines' | 'fitted_through'>;

@Injectable()
export class ServedModelRepository {
  constructor(
    @InjectModel(SERVED_MODEL) private readonly models: Model<ServedModel>,
    @InjectModel(MODEL_PART) private readonly parts: Model<ModelPart>,
  ) {}

  /** `null` as long as none was fitted. */
  async findHead(): Promise<(ModelHead & { parts: number }) | null> {
    const found = await this.models.findOne(CURRENT).lean();
    return found?.version ? found : null;
  }

  /** The bytes of a version; `null` when it was replaced twice while they were read. */
  async findBytes(version: string, parts: number): Promise<Buffer | null> {
    const bytes: Buffer[] = [];
    for (let number = 0; number < parts; number += 1) {
      const part = await this.parts.findById(`${version}:${number}`).lean();
      if (!part) return null;
      bytes.push(toBuffer(part.bytes));
    }
    return Buffer.concat(bytes);
  }

  /** Whether this replica is the one to fit the next model; the others leave it alone for two minutes. */
  async claimFit(by: string): Promise<boolean> {
    const now = new Date();
    const claim = { fitting_by: by, fitting_until: new Date(now.getTime() + FITTING_MS) };
    try {
      const result = await this.models.updateOne(
        { ...CURRENT, fitting_until: { $lt: now } },
        { $set: claim, $setOnInsert: NONE },
        { upsert: true },
      );
      return result.modifiedCount + result.upsertedCount > 0;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /**
   * Puts a model in the place of the one before, for all replicas at once.
   *
   * @param by who claimed the fit
   * @returns false when the claim has lapsed and another replica fits
   */
  async replace(head: ModelHead, bytes: Buffer, by: string): Promise<boolean> {
    const before = await this.findHead();
    const parts = Math.ceil(bytes.length / PART_BYTES);
    for (let number = 0; number < parts; number += 1) {
      const part = bytes.subarray(number * PART_BYTES, (number + 1) * PART_BYTES);
      const key = { _id: `${head.version}:${number}` };
      await this.parts.updateOne(key, { $set: { version: head.version, bytes: part } }, { upsert: true });
    }
    const next = { ...head, parts, fitting_until: new Date(0) };
    const { modifiedCount } = await this.models.updateOne({ ...CURRENT, fitting_by: by }, { $set: next });
    // The last one stays: a replica may be reading it.
    const kept = modifiedCount === 1 ? [head.version, before?.version ?? ''] : [before?.version ?? ''];
    const stale = modifiedCount === 1 ? { version: { $nin: kept } } : { version: head.version };
    await this.parts.deleteMany(stale);
    return modifiedCount === 1;
  }
}

/** MongoDB gives bytes back in a type of its own. */
function toBuffer(bytes: Buffer | { buffer: Uint8Array }): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer);
}
