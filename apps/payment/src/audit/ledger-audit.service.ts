import { Injectable } from '@nestjs/common';
import { EntitlementRepository } from '../entitlement/entitlement.repository';
import { LedgerRepository } from '../ledger/ledger.repository';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { SubscriptionRepository } from '../subscription/subscription.repository';
import { TransactionRepository } from '../transaction/transaction.repository';
import { LedgerAudit, type LedgerReport } from './ledger-audit';

/** Compares the ledger with the transactions, the entitlements and Stripe's own books, on a service at rest. */
@Injectable()
export class LedgerAuditService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly transactions: TransactionRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly entitlements: EntitlementRepository,
    private readonly gateway: PaymentGateway,
  ) {}

  async verify(): Promise<LedgerReport> {
    const audit = new LedgerAudit();
    for await (const entry of this.ledger.all()) audit.addEntry(entry);
    for await (const transaction of this.transactions.all()) {
      const { user_id, course_id, _id } = transaction;
      const key = { user_id, course_id, plan: null, source_reference: _id };
      audit.addTransaction(transaction, await this.entitlements.findBySource(key));
    }
    for await (const { _id, journal } of this.subscriptions.all()) {
      audit.addSubscription(_id.toHexString(), journal);
    }
    await audit.compare(this.gateway.listMovements());
    return audit.finish();
  }
}
