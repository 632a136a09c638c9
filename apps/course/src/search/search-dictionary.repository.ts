import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import { foldText, stem } from '@har/text-analysis';
import { keysOfKnown } from './near-words';
import { SEARCH_WORDS, type SearchWord } from './search-word.schema';

export type KnownWord = Omit<SearchWord, 'keys'>;

const MOST_NEAR = 400;
const MOST_WITH_PREFIX = 60;
const BATCH = 500;

/** The words of the catalogue: what misspelled and unfinished words are compared with. */
@Injectable()
export class SearchDictionaryRepository {
  constructor(@InjectModel(SEARCH_WORDS) private readonly words: Model<SearchWord>) {}

  /** The words themselves, and all that share a stem. */
  async findKnown(words: readonly string[], stems: readonly string[]): Promise<KnownWord[]> {
    const [same, related] = await Promise.all([
      this.words.find({ _id: { $in: words }, courses: { $gt: 0 } }).lean<KnownWord[]>(),
      this.words.find({ stems: { $in: stems }, courses: { $gt: 0 } }).lean<KnownWord[]>(),
    ]);
    return [...new Map([...same, ...related].map((word) => [word._id, word])).values()];
  }

  /** Words that have one of the keys; most of them are near. */
  async findByKeys(keys: readonly string[]): Promise<KnownWord[]> {
    return this.words
      .find({ keys: { $in: keys }, courses: { $gt: 0 } })
      .limit(MOST_NEAR)
      .lean<KnownWord[]>();
  }

  async findByPrefix(prefix: string): Promise<KnownWord[]> {
    return this.words
      .find({ _id: { $gte: prefix, $lt: `${prefix}\uffff` }, courses: { $gt: 0 } })
      .sort({ _id: 1 })
      .limit(MOST_WITH_PREFIX)
      .lean<KnownWord[]>();
  }

  /** Notes that a course gained and lost words. Told twice it counts twice, which only weighs. */
  async apply(language: 'fr' | 'en', added: readonly string[], removed: readonly string[]): Promise<void> {
    await this.addWords(language, new Map(added.map((word) => [word, 1])));
    const lost = [...new Set(removed.map(foldText))];
    if (lost.length > 0) await this.words.updateMany({ _id: { $in: lost } }, { $inc: { courses: -1 } });
  }

  /** @param counts how many courses gained each word, in lower case with its accents */
  async addWords(language: 'fr' | 'en', counts: ReadonlyMap<string, number>): Promise<void> {
    const words = [...counts];
    for (let start = 0; start < words.length; start += BATCH) {
      const batch = words
        .slice(start, start + BATCH)
        .map(([word, count]) => ({ ...toWord(word, language), count }));
      await this.ensure(batch.map(({ _id }) => _id));
      await this.words.bulkWrite(
        batch.map(({ _id, stem: term, count }) => ({
          updateOne: { filter: { _id }, update: { $inc: { courses: count }, $addToSet: { stems: term } } },
        })),
        { ordered: false },
      );
    }
  }

  /** Forgets every count, before they are counted anew. */
  async reset(): Promise<void> {
    await this.words.updateMany({}, { $set: { courses: 0 } });
  }

  /** Drops the words that no course has. */
  async dropUnused(): Promise<void> {
    await this.words.deleteMany({ courses: { $lte: 0 } });
  }

  private async ensure(words: readonly string[]): Promise<void> {
    const known = new Set(
      (
        await this.words
          .find({ _id: { $in: words } })
          .select({ _id: 1 })
          .lean()
      ).map(({ _id }) => _id),
    );
    const missing = [...new Set(words)].filter((word) => !known.has(word));
    if (missing.length === 0) return;
    const records = missing.map((_id) => ({ _id, stems: [], courses: 0, keys: keysOfKnown(_id) }));
    try {
      await this.words.insertMany(records, { ordered: false });
    } catch (error) {
      // Another course brought the word at the same moment.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function toWord(lower: string, language: 'fr' | 'en'): { _id: string; stem: string } {
  return { _id: foldText(lower), stem: stem(lower, language) };
}
