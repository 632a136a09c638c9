import { Injectable, Logger } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import { CouponRedemptionService } from '../coupon/coupon-redemption.service';
import { EntitlementService } from '../entitlement/entitlement.service';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import { CourseHeldError, TransactionRepository } from '../transaction/transaction.repository';
import type { Transaction } from '../transaction/transaction.schema';
import { newTransaction, type NewPurchase } from './new-transaction';

/** Between a purchase that lost the race for the course and the end of the one that won it. */
const ATTEMPTS = 5;

/** A purchase that is to be opened, before its coupon is applied. */
export interface WantedPurchase extends Omit<NewPurchase, 'coupon'> {
  coupon_code?: string;
}

/** Opens purchases: at most one of a course by a user, whatever happens at the same time. */
@Injectable()
export class PurchaseOpeningService {
  private readonly logger = new Logger(PurchaseOpeningService.name);

  constructor(
    private readonly transactions: TransactionRepository,
    private readonly moneyBook: TransactionLedgerService,
    private readonly entitlements: EntitlementService,
    private readonly coupons: CouponRedemptionService,
  ) {}

  /**
   * The pending purchase: a new one, or the one that holds the course already.
   *
   * @throws CatalogueError ALREADY_OWNED, PURCHASE_PENDING, PENDING_AT_OTHER_PRICE, COUPON_*
   */
  async open(wanted: WantedPurchase): Promise<Transaction> {
    const { id, user_id, offer } = wanted;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const own = await this.transactions.findById(id);
      if (own) return own;
      const holding = await this.transactions.findHolding(user_id, offer.course_id);
      if (holding) return resumable(holding, wanted);
      if (await this.entitlements.owns(user_id, offer.course_id)) throw new CatalogueError('ALREADY_OWNED');
      try {
        const opened = await this.transactions.insert(await this.priced(wanted));
        const { course_id } = offer;
        const { payment_method } = wanted;
        this.logger.log({ message: 'transaction: opened', transaction_id: id, course_id, payment_method });
        return opened;
      } catch (error) {
        if (!(error instanceof CourseHeldError)) throw error;
      }
    }
    throw new CatalogueError('SERVICE_UNAVAILABLE');
  }

  /** Completes a purchase that costs nothing; it is one only while its coupon is held. */
  async completeForNothing(transaction: Transaction): Promise<Transaction> {
    const { _id, amount_minor, currency } = transaction;
    const paid = { kind: 'paid' as const, amount_minor, currency, at: new Date() };
    return (await this.moneyBook.record(_id.toHexString(), paid)).transaction;
  }

  private async priced({ coupon_code, ...wanted }: WantedPurchase): Promise<Transaction> {
    const full = newTransaction({ ...wanted, coupon: null });
    if (coupon_code === undefined) return full;
    const { amount_minor, currency } = full;
    const priced = { course_id: wanted.offer.course_id, amount_minor, currency };
    return newTransaction({
      ...wanted,
      coupon: await this.coupons.apply(coupon_code, wanted.user_id, priced),
    });
  }
}

function resumable(holding: Transaction, wanted: WantedPurchase): Transaction {
  if (holding.status !== 'pending') throw new CatalogueError('ALREADY_OWNED');
  if (holding.payment_method !== wanted.payment_method || !holding.checkout !== !wanted.checkout) {
    const payment_method = holding.checkout ? 'checkout' : holding.payment_method;
    throw new CatalogueError('PURCHASE_PENDING', { payment_method });
  }
  if (wanted.coupon_code !== undefined && wanted.coupon_code !== holding.coupon?.code) {
    throw new CatalogueError('PENDING_AT_OTHER_PRICE');
  }
  return holding;
}
