import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import type { StoredRecommendationModel } from '../recommendation/recommendation-model';
import { SERVED_MODEL, type ServedModel } from './served-model.schema';

const CURRENT = { _id: 'current' as const };
const FITTING_MS = 120_000;

@Injectable()
export class ServedModelRepository {
  constructor(@InjectModel(SERVED_MODEL) private readonly models: Model<ServedModel>) {}

  async findVersion(): Promise<{ version: string; fingerprint: string } | null> {
    return this.models.findOne(CURRENT, { version: 1, fingerprint: 1 }).lean();
  }

  async findModel(): Promise<StoredRecommendationModel | null> {
    const found = await this.models.findOne(CURRENT, { model: 1 }).lean();
    return found?.model ?? null;
  }

  /** Whether this replica is the one to fit the next model; the others leave it alone for two minutes. */
  async claimFit(): Promise<boolean> {
    const now = new Date();
    const fitting_until = new Date(now.getTime() + FITTING_MS);
    try {
      const result = await this.models.updateOne(
        { ...CURRENT, fitting_until: { $lt: now } },
        { $set: { fitting_until }, $setOnInsert: { version: '', fingerprint: '', model: null } },
        { upsert: true },
      );
      return result.modifiedCount + result.upsertedCount > 0;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async replace(model: StoredRecommendationModel, fingerprint: string): Promise<void> {
    const next = { model, fingerprint, version: model.version, fitting_until: new Date(0) };
    await this.models.updateOne(CURRENT, { $set: next });
  }
}
