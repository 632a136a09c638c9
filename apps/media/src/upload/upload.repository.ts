import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { isDuplicateKey, retryOnConflict, toObjectId } from '@har/mongo';
import { UPLOADS, type FileStatus, type Upload } from './upload.schema';

/** What takes one of its user's places. */
const WAITING: FileStatus[] = ['open', 'verifying', 'ready'];

export type UploadFields = Partial<Omit<Upload, '_id' | 'user_id' | 'status'>>;

/** Uploads and the files they become; every change of status is one compare-and-set. */
@Injectable()
export class UploadRepository {
  constructor(@InjectModel(UPLOADS) private readonly uploads: Model<Upload>) {}

  /** @returns false when its id or its slot is taken */
  async insert(upload: Upload): Promise<boolean> {
    try {
      await retryOnConflict(() => this.uploads.create([upload]));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(id: string): Promise<Upload | null> {
    return this.uploads.findById(id).lean<Upload>();
  }

  async findOwn(userId: string, id: string): Promise<Upload | null> {
    return this.uploads.findOne({ _id: toObjectId(id), user_id: toObjectId(userId) }).lean<Upload>();
  }

  /** The places of a user that are taken. */
  async listSlots(userId: string): Promise<string[]> {
    const waiting = await this.uploads
      .find({ user_id: toObjectId(userId), status: { $in: WAITING } })
      .select({ slot: 1 })
      .lean<Pick<Upload, 'slot'>[]>();
    return waiting.map(({ slot }) => slot);
  }

  /** Remembers the multipart upload unless there is one. @returns the upload as it is then */
  async setMultipart(id: Upload['_id'], multipart_id: string): Promise<Upload | null> {
    await this.uploads.updateOne({ _id: id, multipart_id: null }, { $set: { multipart_id } });
    return this.uploads.findById(id).lean<Upload>();
  }

  /** Moves a status on. @returns the upload, null when it had none of these statuses any more */
  async move(
    id: Upload['_id'],
    from: readonly FileStatus[],
    to: FileStatus,
    set: UploadFields = {},
  ): Promise<Upload | null> {
    // A place is given back by everything that does not wait any more.
    const slot = WAITING.includes(to) ? {} : { slot: String(id) };
    return this.uploads
      .findOneAndUpdate(
        { _id: id, status: { $in: from } },
        { $set: { ...set, ...slot, status: to } },
        { returnDocument: 'after' },
      )
      .lean<Upload>();
  }

  /** Takes a verification on. @returns null when somebody else has it, or there is none to do */
  async lease(id: Upload['_id'], now: Date, until: Date): Promise<Upload | null> {
    return this.uploads
      .findOneAndUpdate(
        { _id: id, status: 'verifying', lease_until: { $lte: now } },
        { $set: { lease_until: until }, $inc: { attempts: 1 } },
        { returnDocument: 'after' },
      )
      .lean<Upload>();
  }

  /** Gives a verification back that could not be made for no fault of the file's. */
  async giveBack(id: Upload['_id'], again: Date): Promise<void> {
    await this.uploads.updateOne(
      { _id: id, status: 'verifying' },
      { $set: { lease_until: again }, $inc: { attempts: -1 } },
    );
  }

  /** Those that nobody completed, used or attached in their time, and those whose removal did not end. */
  async listDue(now: Date, limit: number): Promise<Upload[]> {
    return this.list(
      {
        status: { $in: ['open', 'verifying', 'ready', 'claimed', 'rejected', 'removed'] },
        expires_at: { $lte: now },
      },
      limit,
    );
  }

  /** Those whose verification nobody is at. */
  async listUnverified(now: Date, limit: number): Promise<Upload[]> {
    return this.list({ status: 'verifying', lease_until: { $lte: now } }, limit);
  }

  async listOfLesson(lessonId: string): Promise<Upload[]> {
    return this.uploads.find({ lesson_id: toObjectId(lessonId) }).lean<Upload[]>();
  }

  /** Forgets a file that has no object any more. */
  async forget(id: Upload['_id']): Promise<void> {
    await this.uploads.deleteOne({ _id: id, status: 'removed' });
  }

  private async list(filter: QueryFilter<Upload>, limit: number): Promise<Upload[]> {
    return this.uploads.find(filter).limit(limit).lean<Upload[]>();
  }
}
