import { Inject, Injectable } from '@nestjs/common';
import type { Purchase, purchaseCourse } from '@har/contracts';
import type { Call } from '@har/routing';
import { CourseOfferService } from '../course-offer/course-offer.service';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { toTransactionReply } from '../transaction/transaction-reply';
import type { Transaction } from '../transaction/transaction.schema';
import { CardPaymentService } from './card-payment.service';
import { assertBuyable } from './offer';
import { PurchaseOpeningService } from './purchase-opening.service';

@Injectable()
export class PurchaseService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly offers: CourseOfferService,
    private readonly openings: PurchaseOpeningService,
    private readonly cards: CardPaymentService,
  ) {}

  /**
   * Buys a course at the price that it has now (001 §SERVICE 3). A pending purchase of the same user is taken up again.
   *
   * @throws CatalogueError what the offer, the coupon, the card or an earlier purchase refuses
   */
  async purchase(call: Call<typeof purchaseCourse>) {
    const { actor, body, resource_id: id, language } = call;
    const { payment_method, coupon_code } = body;
    const offer = await this.offers.get(body.course_id, call);
    assertBuyable(actor, offer, payment_method, this.env.PLANS);
    const wanted = {
      id,
      user_id: actor.user_id,
      offer,
      payment_method,
      coupon_code,
      checkout: null,
      language,
    };
    const transaction = await this.openings.open(wanted);
    if (transaction.status !== 'pending') return { transaction: toTransactionReply(transaction) };
    if (transaction.amount_minor === 0) {
      await this.cards.holdCoupon(transaction);
      return { transaction: toTransactionReply(await this.openings.completeForNothing(transaction)) };
    }
    if (payment_method === 'card') return this.payByCard(transaction, body);
    await this.cards.holdCoupon(transaction);
    return { transaction: toTransactionReply(transaction) };
  }

  private async payByCard(opened: Transaction, { payment_method_id }: Purchase) {
    let payment = await this.cards.paymentOf(opened);
    if (payment_method_id) payment = await this.cards.confirm(opened, payment, payment_method_id);
    const transaction = await this.cards.settle(opened, payment);
    return { transaction: toTransactionReply(transaction), ...this.cards.toCardPayment(payment) };
  }
}
