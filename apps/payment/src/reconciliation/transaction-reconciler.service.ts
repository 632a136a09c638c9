import { Injectable, Logger } from '@nestjs/common';
import { CardPaymentService } from '../purchase/card-payment.service';
import { CourseCheckoutService } from '../purchase/course-checkout.service';
import { RefundOrderService } from '../refund/refund-order.service';
import { CouponReturnService } from '../transaction/coupon-return.service';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import { TransactionRepository } from '../transaction/transaction.repository';
import type { Transaction } from '../transaction/transaction.schema';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Milliseconds that one replica has for a transaction before another takes it. */
const LEASE_MS = 2 * MINUTE_MS;
/** Hours that a buyer has; within them Stripe remembers idempotency keys. */
const PATIENCE_MS = 23 * HOUR_MS;

/** Settles purchases and refunds whose outcome is unknown by asking Stripe, never by charging again. */
@Injectable()
export class TransactionReconciler {
  private readonly logger = new Logger(TransactionReconciler.name);

  constructor(
    private readonly transactions: TransactionRepository,
    private readonly moneyBook: TransactionLedgerService,
    private readonly cards: CardPaymentService,
    private readonly refunds: RefundOrderService,
    private readonly checkouts: CourseCheckoutService,
    private readonly couponReturns: CouponReturnService,
  ) {}

  /** Looks at all that is due, one after the other; each by one replica. @returns how many */
  async sweep(now = new Date()): Promise<number> {
    let count = 0;
    for (;;) {
      const due = await this.transactions.claimDue(now, new Date(now.getTime() + LEASE_MS));
      if (!due) return count;
      count += 1;
      await this.reconcile(due, now).catch((error: unknown) =>
        this.logger.warn(`transaction ${due._id.toHexString()} waits: ${(error as Error).message}`),
      );
    }
  }

  private async reconcile(transaction: Transaction, now: Date): Promise<void> {
    if (transaction.refund?.state === 'requested') {
      await this.refunds.carryOut(transaction);
      return;
    }
    if (transaction.status !== 'pending') return this.transactions.forget(transaction);
    if (transaction.amount_minor === 0) return this.complete(transaction);
    const age = now.getTime() - transaction.created_at.getTime();
    await (age > PATIENCE_MS ? this.giveUp(transaction) : this.ask(transaction, age, now));
  }

  /** The answer to the create was lost, or what became of the payment: both are asked for under the same name. */
  private async ask(transaction: Transaction, age: number, now: Date): Promise<void> {
    const after = transaction.checkout
      ? await this.checkouts.settle(transaction, await this.checkouts.sessionOf(transaction))
      : await this.cards.settle(transaction, await this.cards.paymentOf(transaction));
    if (after.status !== 'pending') return;
    const pause = Math.min(Math.max(age / 2, MINUTE_MS), HOUR_MS);
    await this.transactions.postpone(transaction, new Date(now.getTime() + pause));
  }

  /** Nobody paid for a day: the payment is canceled first, so that it cannot be paid after all. */
  private async giveUp(transaction: Transaction): Promise<void> {
    const id = transaction._id.toHexString();
    const fact = await this.couponReturns.endAtStripe(transaction);
    if (fact?.kind === 'paid') await this.moneyBook.record(id, fact);
    else await this.moneyBook.record(id, { kind: 'failed', code: 'expired' });
  }

  /** A crash came between a purchase for nothing and its completion. */
  private async complete(transaction: Transaction): Promise<void> {
    const { _id, amount_minor, currency } = transaction;
    await this.cards.holdCoupon(transaction);
    await this.moneyBook.record(_id.toHexString(), { kind: 'paid', amount_minor, currency, at: new Date() });
  }
}
