import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { ReceiptKind } from '@har/contracts';
import type { PageQuery } from '@har/routing';
import { isDuplicateKey, toObjectId, whenIndexed } from '@har/mongo';
import { RECEIPTS, type Buyer, type Receipt } from './receipt.schema';

@Injectable()
export class ReceiptRepository implements OnModuleInit {
  constructor(@InjectModel(RECEIPTS) private readonly receipts: Model<Receipt>) {}

  /** The unique indexes give the numbers: they must be there before the first receipt. */
  async onModuleInit(): Promise<void> {
    await whenIndexed(this.receipts);
  }

  /** Gives the number to the movement in one write. @returns false when the number or the movement is taken */
  async insert(receipt: Receipt): Promise<boolean> {
    try {
      await this.receipts.create(receipt);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** The last number that was given in that year, 0 before the first. */
  async lastSequence(kind: ReceiptKind, year: number): Promise<number> {
    const last = await this.receipts
      .findOne({ kind, year }, { sequence: 1 })
      .sort({ sequence: -1 })
      .lean<Pick<Receipt, 'sequence'>>();
    return last?.sequence ?? 0;
  }

  /** Which of these movements have their receipt. */
  async listIssued(keys: readonly string[]): Promise<string[]> {
    const found = await this.receipts
      .find({ entry_key: { $in: keys } }, { entry_key: 1 })
      .lean<Pick<Receipt, 'entry_key'>[]>();
    return found.map(({ entry_key }) => entry_key);
  }

  async findById(id: string): Promise<Receipt | null> {
    return this.receipts.findById(id).lean<Receipt>();
  }

  /** The newest of a purchase: there is one, unless it was paid by mistake. */
  async findOfSource(sourceId: string, kind: ReceiptKind): Promise<Receipt | null> {
    return this.receipts
      .findOne({ source_id: toObjectId(sourceId), kind })
      .sort({ _id: -1 })
      .lean<Receipt>();
  }

  /** Writes the buyer's name into the receipt, once. */
  async fixBuyer({ _id }: Receipt, buyer: Buyer): Promise<void> {
    await this.receipts.updateOne({ _id, buyer: null }, { $set: { buyer } });
  }

  async listOf(userId: string, { page, limit }: PageQuery): Promise<{ receipts: Receipt[]; total: number }> {
    const query = { user_id: toObjectId(userId) };
    const [receipts, total] = await Promise.all([
      this.receipts
        .find(query)
        .sort({ _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<Receipt[]>(),
      this.receipts.countDocuments(query, { limit: MOST_COUNTED }),
    ]);
    return { receipts, total };
  }

  /** Every receipt in the order of its number, for the audit. */
  all(): AsyncIterable<Receipt> {
    return this.receipts
      .find()
      .sort({ kind: 1, year: 1, sequence: 1 })
      .lean<Receipt[]>()
      .cursor() as AsyncIterable<Receipt>;
  }
}

/** Totals shown to people stop here. */
const MOST_COUNTED = 10_000;
