import { Inject, Injectable } from '@nestjs/common';
import type { OpenedCheckout, openCheckout } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { Call } from '@har/routing';
import { toCheckoutReply } from '../checkout-session/checkout-reply';
import { returnUrls } from '../checkout-session/return-urls';
import type { StoredCheckout } from '../checkout-session/stored-checkout';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { CoursePageService } from './course-page.service';
import { PlanPageService } from './plan-page.service';

@Injectable()
export class CheckoutService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly courses: CoursePageService,
    private readonly plans: PlanPageService,
  ) {}

  /**
   * Opens a page of Stripe for a course or a plan, or answers the one that is open. A page that ran out meanwhile is
   * followed by a new one.
   *
   * @throws CatalogueError RETURN_URL_NOT_ALLOWED, or what a purchase or subscription refuses
   */
  async open(call: Call<typeof openCheckout>): Promise<OpenedCheckout> {
    const page = this.newPage(call);
    const open = () => (call.body.plan ? this.plans.open(call, page) : this.courses.open(call, page));
    const first = await open();
    // The page that was waiting had run out, and what it held is free now.
    const opened = first.over ? await open() : first;
    if (opened.over) throw new CatalogueError('SERVICE_UNAVAILABLE');
    const { session, ...about } = opened;
    const checkout = toCheckoutReply(session);
    return { ...(checkout && { checkout }), ...about.reply };
  }

  private newPage({ body }: Call<typeof openCheckout>): StoredCheckout {
    const expires_at = new Date(Date.now() + this.env.CHECKOUT_MINUTES * 60_000);
    return { ...returnUrls(body, this.env.FRONTEND_URL), expires_at, session_id: null };
  }
}
