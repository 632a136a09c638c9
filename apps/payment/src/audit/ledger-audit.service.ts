import { Injectable } from '@nestjs/common';
import { EntitlementRepository } from '../entitlement/entitlement.repository';
import { LedgerRepository } from '../ledger/ledger.repository';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { SubscriptionRepository } from '../subscription/subscription.repository';
import { hasEnded } from '../subscription/apply-snapshot';
import { TransactionRepository } from '../transaction/transaction.repository';
import { AuditedPapers } from './audited-papers';
import { CouponAudit } from './coupon-audit';
import { ReceiptAudit } from './receipt-audit';
import { LedgerAudit, type LedgerReport } from './ledger-audit';

/** Compares the ledger with transactions, entitlements, receipts, coupons and Stripe's own books, on a service at rest. */
@Injectable()
export class LedgerAuditService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly transactions: TransactionRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly entitlements: EntitlementRepository,
    private readonly papers: AuditedPapers,
    private readonly gateway: PaymentGateway,
  ) {}

  async verify(): Promise<LedgerReport> {
    const audit = new LedgerAudit();
    const receipts = new ReceiptAudit();
    const coupons = new CouponAudit();
    for await (const entry of this.ledger.all()) audit.addEntry(entry);
    for await (const transaction of this.transactions.all()) {
      const { user_id, course_id, _id } = transaction;
      const key = { user_id, course_id, source_reference: _id };
      audit.addTransaction(transaction, await this.entitlements.findBySource(key));
      receipts.addJournal(transaction.journal);
      if (transaction.status !== 'failed') coupons.addPayment(transaction);
    }
    for await (const subscription of this.subscriptions.all()) {
      const { _id, journal } = subscription;
      audit.addSubscription(_id.toHexString(), journal);
      receipts.addJournal(journal);
      if (!hasEnded(subscription) || subscription.activated_at) coupons.addPayment(subscription);
    }
    for await (const receipt of this.papers.receipts.all()) receipts.addReceipt(receipt);
    for await (const coupon of this.papers.coupons.all()) coupons.addCoupon(coupon);
    await audit.compare(this.gateway.listMovements());
    return audit.finish([...receipts.finish(), ...coupons.finish()]);
  }
}
