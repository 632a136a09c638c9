import { Inject, Injectable } from '@nestjs/common';
import type { openCheckout } from '@har/contracts';
import type { Call } from '@har/routing';
import type { StoredCheckout } from '../checkout-session/stored-checkout';
import { CourseOfferService } from '../course-offer/course-offer.service';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { CardPaymentService } from '../purchase/card-payment.service';
import { CourseCheckoutService } from '../purchase/course-checkout.service';
import { assertBuyable } from '../purchase/offer';
import { PurchaseOpeningService } from '../purchase/purchase-opening.service';
import { toTransactionReply } from '../transaction/transaction-reply';
import type { Transaction } from '../transaction/transaction.schema';
import type { OpenedPage } from './opened-page';

/** Sells a course on a page of Stripe. */
@Injectable()
export class CoursePageService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly offers: CourseOfferService,
    private readonly openings: PurchaseOpeningService,
    private readonly cards: CardPaymentService,
    private readonly checkouts: CourseCheckoutService,
  ) {}

  /** @throws CatalogueError what the offer, the coupon or an earlier purchase refuses */
  async open(call: Call<typeof openCheckout>, checkout: StoredCheckout): Promise<OpenedPage> {
    const { actor, body, resource_id: id, language } = call;
    const offer = await this.offers.get(body.course_id!, call);
    assertBuyable(actor, offer, 'card', this.env.PLANS);
    const payment_method = 'card' as const;
    const { coupon_code } = body;
    const user_id = actor.user_id;
    const wanted = { id, user_id, offer, payment_method, coupon_code, checkout, language };
    const transaction = await this.openings.open(wanted);
    if (transaction.status !== 'pending') return withoutPage(transaction);
    if (transaction.amount_minor === 0) {
      await this.cards.holdCoupon(transaction);
      return withoutPage(await this.openings.completeForNothing(transaction));
    }
    const session = await this.checkouts.sessionOf(transaction);
    const after = await this.checkouts.settle(transaction, session);
    return { session, reply: { transaction: toTransactionReply(after) }, over: after.status === 'failed' };
  }
}

function withoutPage(transaction: Transaction): OpenedPage {
  return { session: null, reply: { transaction: toTransactionReply(transaction) }, over: false };
}
