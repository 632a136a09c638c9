import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import type { JournalEntry } from './journal-entry';
import { LEDGER_ENTRIES, type LedgerEntry } from './ledger.schema';

export type LedgerSource = Pick<LedgerEntry, 'source' | 'source_id' | 'user_id'>;

@Injectable()
export class LedgerRepository {
  constructor(@InjectModel(LEDGER_ENTRIES) private readonly entries: Model<LedgerEntry>) {}

  /** Copies entries into the ledger; those that are there already stay as they are. */
  async append(source: LedgerSource, journal: readonly JournalEntry[]): Promise<void> {
    for (const { key, at, currency, lines } of journal) {
      try {
        await this.entries.create({ _id: key, ...source, at, currency, lines });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /** Every entry, in the order of their keys. */
  all(): AsyncIterable<LedgerEntry> {
    return this.entries.find().sort({ _id: 1 }).lean<LedgerEntry[]>().cursor() as AsyncIterable<LedgerEntry>;
  }
}
