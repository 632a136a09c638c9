import { Inject, Injectable } from '@nestjs/common';
import { toObjectId } from '@har/mongo';
import { newId } from '@har/routing';
import type { JournalEntry } from '../ledger/journal-entry';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { receiptsOf, type ReceiptOfEntry, type ReceiptSource } from './receipt-of-entry';
import { ReceiptRepository } from './receipt.repository';
import type { Receipt } from './receipt.schema';

/** Other replicas give numbers too: how often one may be faster. */
const ATTEMPTS = 1_000;

/**
 * Issues receipts and credit notes. A number is not counted first and used later: the insert of the receipt is what
 * takes it, and only the number after the last one is tried. So a crash at any point leaves no gap and no number twice.
 */
@Injectable()
export class ReceiptIssuingService {
  /** One after the other in this process, so that parallel payments do not race for the same number. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly receipts: ReceiptRepository,
  ) {}

  /** Issues what the journal calls for and is not there yet; repeated, nothing is issued twice. */
  async issue(source: ReceiptSource, journal: readonly JournalEntry[]): Promise<void> {
    const wanted = receiptsOf(journal);
    if (wanted.length === 0) return;
    const issued = new Set(await this.receipts.listIssued(wanted.map(({ entry_key }) => entry_key)));
    const missing = wanted.filter(({ entry_key }) => !issued.has(entry_key));
    if (missing.length === 0) return;
    const work = this.queue.then(async () => {
      for (const one of missing) await this.issueOne(source, one);
    });
    this.queue = work.catch(() => undefined);
    await work;
  }

  private async issueOne(source: ReceiptSource, entry: ReceiptOfEntry): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const issued_at = new Date();
      const year = issued_at.getUTCFullYear();
      const sequence = (await this.receipts.lastSequence(entry.kind, year)) + 1;
      const seller = this.seller();
      const receipt: Receipt = {
        _id: toObjectId(newId()),
        ...source,
        ...entry,
        year,
        sequence,
        seller,
        buyer: null,
        issued_at,
      };
      if (await this.receipts.insert(receipt)) return;
      const [known] = await this.receipts.listIssued([entry.entry_key]);
      if (known) return;
    }
    throw new Error(`there is no number left for ${entry.entry_key}`);
  }

  private seller(): Receipt['seller'] {
    const { SELLER_NAME: name, SELLER_VAT_ID: vat_id, SELLER_EMAIL: email, SELLER_NOTE: note } = this.env;
    return { name, address: this.env.SELLER_ADDRESS.replaceAll('\\n', '\n'), vat_id, email, note };
  }
}
