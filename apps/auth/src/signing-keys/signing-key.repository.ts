import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey, whenIndexed } from '@har/mongo';
import { SIGNING_KEY_MODEL, type SigningKeyRecord } from './signing-key.schema';

@Injectable()
export class SigningKeyRepository {
  constructor(@InjectModel(SIGNING_KEY_MODEL) private readonly keys: Model<SigningKeyRecord>) {}

  /** Resolves when the unique index is there. */
  async ready(): Promise<void> {
    await whenIndexed(this.keys);
  }

  /** All keys, oldest first; there are two or three. */
  async list(): Promise<SigningKeyRecord[]> {
    return this.keys.find().sort({ generation: 1 }).lean<SigningKeyRecord[]>();
  }

  /** @returns false when another replica made this generation first */
  async insert(key: SigningKeyRecord): Promise<boolean> {
    try {
      await this.keys.create(key);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Lets a key sign earlier than planned, unless somebody moved it already. */
  async bringForward(key: SigningKeyRecord, signs_from: Date): Promise<void> {
    await this.keys.updateOne({ _id: key._id, signs_from: key.signs_from }, { $set: { signs_from } });
  }

  async delete(ids: readonly string[]): Promise<void> {
    await this.keys.deleteMany({ _id: { $in: ids } });
  }
}
