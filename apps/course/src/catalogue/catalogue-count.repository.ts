import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { applyOnce } from '@har/messaging';
import { isDuplicateKey } from '@har/mongo';
import { CATALOGUE_COUNTS, type CatalogueCount } from './catalogue-count.schema';

/** The kept number of published courses of each facet: a page's total is read, not counted. */
@Injectable()
export class CatalogueCountRepository {
  constructor(@InjectModel(CATALOGUE_COUNTS) private readonly counts: Model<CatalogueCount>) {}

  async find(facet: string): Promise<number> {
    const kept = await this.counts.findById(facet).lean<CatalogueCount>();
    return Math.max(0, kept?.count ?? 0);
  }

  /** Counts a course that gained and lost facets, once however often the event comes. */
  async apply(eventId: string, added: readonly string[], removed: readonly string[]): Promise<void> {
    const steps = [
      ...added.map((facet) => [facet, 1] as const),
      ...removed.map((facet) => [facet, -1] as const),
    ];
    for (const [facet, step] of steps) {
      await this.ensure(facet);
      await applyOnce(this.counts, { _id: facet }, eventId, { $inc: { count: step } });
    }
  }

  /** Sets what was counted anew, and drops what no course has. @returns the facets whose count was another */
  async replaceAll(counted: ReadonlyMap<string, number>): Promise<string[]> {
    const kept = new Map(
      (await this.counts.find().lean<CatalogueCount[]>()).map(({ _id, count }) => [_id, count]),
    );
    const wrong: string[] = [];
    for (const facet of new Set([...kept.keys(), ...counted.keys()])) {
      const count = counted.get(facet) ?? 0;
      if ((kept.get(facet) ?? 0) === count) continue;
      wrong.push(facet);
      await this.counts.updateOne({ _id: facet }, { $set: { count } }, { upsert: true });
    }
    return wrong;
  }

  private async ensure(facet: string): Promise<void> {
    try {
      await this.counts.updateOne({ _id: facet }, { $setOnInsert: { count: 0 } }, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
