import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@har/access';
import { getCourseOffer, purchaseCourse, type CourseOffer, type Purchase } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type Call, type CallContext } from '@har/routing';
import { EntitlementService } from '../entitlement/entitlement.service';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import { toTransactionReply } from '../transaction/transaction-reply';
import { CourseHeldError, TransactionRepository } from '../transaction/transaction.repository';
import type { Transaction } from '../transaction/transaction.schema';
import { CardPaymentService } from './card-payment.service';
import { newTransaction } from './new-transaction';
import { assertBuyable } from './offer';

/** Between a purchase that lost the race for the course and the end of the one that won it. */
const ATTEMPTS = 5;

@Injectable()
export class PurchaseService {
  private readonly logger = new Logger(PurchaseService.name);

  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly caller: ServiceCaller,
    private readonly transactions: TransactionRepository,
    private readonly moneyBook: TransactionLedgerService,
    private readonly entitlements: EntitlementService,
    private readonly cards: CardPaymentService,
  ) {}

  /**
   * Buys a course at the price that it has now (001 §SERVICE 3). A pending purchase of the same user is taken up again.
   *
   * @throws CatalogueError what the offer, the card or an earlier purchase refuses
   */
  async purchase(call: Call<typeof purchaseCourse>) {
    const { actor, body } = call;
    const offer = await this.offerOf(body.course_id, call);
    assertBuyable(actor, offer, body.payment_method, this.env.PLANS);
    const transaction = await this.open(call, offer);
    if (transaction.status !== 'pending') return { transaction: toTransactionReply(transaction) };
    switch (body.payment_method) {
      case 'free':
        return { transaction: toTransactionReply(await this.complete(transaction)) };
      case 'bank_transfer':
        return { transaction: toTransactionReply(transaction) };
      case 'card':
        return this.payByCard(transaction, body);
    }
  }

  private async offerOf(course_id: string, context: CallContext): Promise<CourseOffer> {
    try {
      return await this.caller.call(getCourseOffer, { body: { course_id } }, context);
    } catch (error) {
      const missing = error instanceof CatalogueError && error.code === 'COURSE_NOT_FOUND';
      throw missing ? new CatalogueError('PURCHASE_COURSE_NOT_FOUND') : error;
    }
  }

  /** The pending purchase: a new one, or the one that holds the course already. */
  private async open(call: Call<typeof purchaseCourse>, offer: CourseOffer): Promise<Transaction> {
    const { actor, body, resource_id } = call;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const own = await this.transactions.findById(resource_id);
      if (own) return own;
      const holding = await this.transactions.findHolding(actor.user_id, body.course_id);
      if (holding) return resumable(holding, body);
      await this.assertNotOwned(actor, body.course_id);
      try {
        const opened = newTransaction(resource_id, actor.user_id, offer, body.payment_method);
        const inserted = await this.transactions.insert(opened);
        const { course_id, payment_method } = body;
        this.logger.log({
          message: 'transaction: opened',
          transaction_id: resource_id,
          course_id,
          payment_method,
        });
        return inserted;
      } catch (error) {
        if (!(error instanceof CourseHeldError)) throw error;
      }
    }
    throw new CatalogueError('SERVICE_UNAVAILABLE');
  }

  private async assertNotOwned(actor: Actor, courseId: string): Promise<void> {
    if (await this.entitlements.owns(actor.user_id, courseId)) throw new CatalogueError('ALREADY_OWNED');
  }

  private async complete({ _id, amount_minor, currency }: Transaction): Promise<Transaction> {
    const paid = { kind: 'paid' as const, amount_minor, currency, at: new Date() };
    return (await this.moneyBook.record(_id.toHexString(), paid)).transaction;
  }

  private async payByCard(opened: Transaction, { payment_method_id }: Purchase) {
    let payment = await this.cards.paymentOf(opened);
    if (payment_method_id) payment = await this.cards.confirm(opened, payment, payment_method_id);
    const transaction = await this.cards.settle(opened, payment);
    return { transaction: toTransactionReply(transaction), ...this.cards.toCardPayment(payment) };
  }
}

/** @throws CatalogueError ALREADY_OWNED; PURCHASE_PENDING when another payment method was chosen first */
function resumable(holding: Transaction, { payment_method }: Purchase): Transaction {
  if (holding.status !== 'pending') throw new CatalogueError('ALREADY_OWNED');
  if (holding.payment_method === payment_method) return holding;
  throw new CatalogueError('PURCHASE_PENDING', { payment_method: holding.payment_method });
}
