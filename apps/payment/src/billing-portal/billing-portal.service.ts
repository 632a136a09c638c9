import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { OpenPortal } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { returnUrl } from '../checkout-session/return-urls';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { GatewayRefusal, PaymentGateway } from '../payment-gateway/payment-gateway';
import { StripeCustomerService } from '../stripe-customer/stripe-customer.service';

@Injectable()
export class BillingPortalService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly customers: StripeCustomerService,
    private readonly gateway: PaymentGateway,
  ) {}

  /** @throws CatalogueError RETURN_URL_NOT_ALLOWED, NO_BILLING_ACCOUNT; PAYMENT_FAILED when Stripe refuses */
  async open(actor: Actor, { return_url }: OpenPortal) {
    const back = returnUrl(return_url, this.env.FRONTEND_URL);
    const customer = await this.customers.find(actor.user_id);
    if (!customer) throw new CatalogueError('NO_BILLING_ACCOUNT');
    try {
      return { url: await this.gateway.createPortal(customer, back) };
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      throw new CatalogueError('PAYMENT_FAILED', { decline_code: error.code });
    }
  }
}
