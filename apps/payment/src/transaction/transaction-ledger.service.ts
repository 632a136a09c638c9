import { Injectable, Logger } from '@nestjs/common';
import { EntitlementService } from '../entitlement/entitlement.service';
import { LedgerRepository } from '../ledger/ledger.repository';
import { ReceiptIssuingService } from '../receipt/receipt-issuing.service';
import type { ReceiptSource } from '../receipt/receipt-of-entry';
import { applyFact, applyPaidTwice } from './apply-fact';
import { CouponReturnService } from './coupon-return.service';
import type { PaymentFact } from './payment-fact';
import { CourseHeldError, TransactionRepository } from './transaction.repository';
import type { Transaction } from './transaction.schema';

const ATTEMPTS = 100;
const BATCH = 100;

/** Writes facts about money into transactions, each in one atomic update, and lets ledger and entitlement follow. */
@Injectable()
export class TransactionLedgerService {
  private readonly logger = new Logger(TransactionLedgerService.name);

  constructor(
    private readonly transactions: TransactionRepository,
    private readonly ledger: LedgerRepository,
    private readonly entitlements: EntitlementService,
    private readonly couponReturns: CouponReturnService,
    private readonly receipts: ReceiptIssuingService,
  ) {}

  /**
   * @returns the transaction after the fact, and whether this call is the one that changed it
   * @throws Error when the transaction does not exist
   */
  async record(id: string, fact: PaymentFact): Promise<{ transaction: Transaction; changed: boolean }> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await this.transactions.findById(id);
      if (!before) throw new Error(`there is no transaction ${id}`);
      const after = applyFact(before, fact);
      if (after === before) return { transaction: await this.settle(before), changed: false };
      const written = await this.write(before, after, fact);
      if (!written) continue;
      this.log(written, fact);
      return { transaction: await this.settle(written), changed: true };
    }
    throw new Error(`transaction ${id} changes too often`);
  }

  /** Copies the journal into the ledger and brings the entitlement in line, if that was not done since the last change. */
  async settle(transaction: Transaction): Promise<Transaction> {
    if (!transaction.unsettled) return transaction;
    const source_id = transaction._id.toHexString();
    const user_id = transaction.user_id.toHexString();
    await this.ledger.append({ source: 'transaction', source_id, user_id }, transaction.journal);
    // What was never completed never opened anything.
    if (transaction.completed_at) await this.entitlements.follow(entitlementOf(transaction));
    await this.receipts.issue(receiptSourceOf(transaction), transaction.journal);
    if (transaction.status === 'failed' && transaction.coupon) {
      const paid = await this.couponReturns.giveBack(transaction);
      if (paid) return (await this.record(source_id, paid)).transaction;
    }
    await this.transactions.markSettled(transaction);
    return { ...transaction, unsettled: undefined };
  }

  /** Settles what a crash left behind. @returns how many */
  async sweep(): Promise<number> {
    const leftovers = await this.transactions.listUnsettled(BATCH);
    for (const transaction of leftovers) await this.settle(transaction);
    return leftovers.length;
  }

  private log(
    { _id, user_id, status, amount_minor, currency, attention }: Transaction,
    { kind }: PaymentFact,
  ) {
    const transaction_id = _id.toHexString();
    const event = { transaction_id, user_id: user_id.toHexString(), status, amount_minor, currency };
    this.logger.log({ message: `transaction: ${kind}`, ...event, ...(attention && { attention }) });
  }

  private async write(
    before: Transaction,
    after: Transaction,
    fact: PaymentFact,
  ): Promise<Transaction | null> {
    try {
      return await this.transactions.replace(before, after);
    } catch (error) {
      if (!(error instanceof CourseHeldError)) throw error;
      const { amount_minor, currency } = before;
      const paid =
        fact.kind === 'paid' ? fact : { kind: 'paid' as const, amount_minor, currency, at: new Date() };
      return this.transactions.replace(before, applyPaidTwice(before, paid));
    }
  }
}

function receiptSourceOf(transaction: Transaction): ReceiptSource {
  // Those of before there were receipts know no language.
  const { _id, user_id, course_title: description, language = 'fr' } = transaction;
  return { source: 'transaction', source_id: _id, user_id, description, language };
}

function entitlementOf(transaction: Transaction) {
  const { status, dispute, payment_method, version } = transaction;
  return {
    user_id: transaction.user_id.toHexString(),
    course_id: transaction.course_id.toHexString(),
    plan: null,
    domains: null,
    source: payment_method === 'free' ? ('free' as const) : ('purchase' as const),
    source_reference: transaction._id.toHexString(),
    source_version: version,
    active: status === 'completed' && dispute !== 'open' && dispute !== 'lost',
    reason: dispute === 'open' || dispute === 'lost' ? 'disputed' : status,
    expires_at: null,
  };
}
