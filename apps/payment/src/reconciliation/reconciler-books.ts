import { Injectable } from '@nestjs/common';
import { EntitlementService } from '../entitlement/entitlement.service';
import { SubscriptionLedgerService } from '../subscription/subscription-ledger.service';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';

/** What the reconciler sweeps by itself, without asking Stripe. */
@Injectable()
export class ReconcilerBooks {
  constructor(
    readonly transactions: TransactionLedgerService,
    readonly subscriptions: SubscriptionLedgerService,
    readonly entitlements: EntitlementService,
  ) {}
}
