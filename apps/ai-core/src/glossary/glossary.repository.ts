import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { MOST_GLOSSARY_ENTRIES, type GlossaryEntryFields } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import type { PageQuery } from '@har/routing';
import { foldText } from '@har/text-analysis';
import { GLOSSARY_ENTRY, type StoredGlossaryEntry } from './glossary.schema';

@Injectable()
export class GlossaryRepository {
  constructor(@InjectModel(GLOSSARY_ENTRY) private readonly entries: Model<StoredGlossaryEntry>) {}

  /** A page of a course's entries, by term. */
  async list(courseId: string, { page, limit }: PageQuery) {
    const filter = { course_id: courseId };
    const [entries, total] = await Promise.all([
      this.entries
        .find(filter)
        .sort({ folded_term: 1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<StoredGlossaryEntry[]>(),
      this.count(courseId),
    ]);
    return { entries, total };
  }

  /** All entries of a course. */
  listAll(courseId: string): Promise<StoredGlossaryEntry[]> {
    return this.entries
      .find({ course_id: courseId })
      .limit(MOST_GLOSSARY_ENTRIES)
      .lean<StoredGlossaryEntry[]>();
  }

  count(courseId: string): Promise<number> {
    return this.entries.countDocuments({ course_id: courseId }, { limit: MOST_GLOSSARY_ENTRIES });
  }

  /** @throws CatalogueError GLOSSARY_TERM_EXISTS */
  async add(id: string, courseId: string, { term, synonyms }: GlossaryEntryFields) {
    const entry = { _id: toObjectId(id), course_id: courseId, term, folded_term: foldText(term), synonyms };
    await onceOnly(() => this.entries.create([entry]));
    return entry;
  }

  /** `null` when the course has no such entry. @throws CatalogueError GLOSSARY_TERM_EXISTS */
  async update(
    id: string,
    courseId: string,
    changes: Partial<GlossaryEntryFields>,
  ): Promise<StoredGlossaryEntry | null> {
    const folded = changes.term === undefined ? {} : { folded_term: foldText(changes.term) };
    return onceOnly(() =>
      this.entries
        .findOneAndUpdate(
          { _id: toObjectId(id), course_id: courseId },
          { $set: { ...changes, ...folded } },
          { returnDocument: 'after' },
        )
        .lean<StoredGlossaryEntry>(),
    );
  }

  /** @returns whether there was such an entry */
  async delete(id: string, courseId: string): Promise<boolean> {
    const { deletedCount } = await this.entries.deleteOne({ _id: toObjectId(id), course_id: courseId });
    return deletedCount === 1;
  }
}

async function onceOnly<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new CatalogueError('GLOSSARY_TERM_EXISTS') : error;
  }
}
