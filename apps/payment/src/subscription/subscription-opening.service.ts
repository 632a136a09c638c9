import { Injectable } from '@nestjs/common';
import type { GatewaySubscription } from '../payment-gateway/gateway-types';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { StripeCustomerRepository } from './stripe-customer.repository';
import { SubscriptionRepository } from './subscription.repository';
import type { Subscription } from './subscription.schema';

/** Opens subscriptions at Stripe: repeated or in parallel, it is one customer, one price and one subscription. */
@Injectable()
export class SubscriptionOpeningService {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly customers: StripeCustomerRepository,
    private readonly gateway: PaymentGateway,
  ) {}

  async open(subscription: Subscription): Promise<GatewaySubscription> {
    const { plan, amount_minor, currency } = subscription;
    const id = subscription._id.toHexString();
    const user_id = subscription.user_id.toHexString();
    const [customer_id, price_id] = await Promise.all([
      this.customerOf(user_id),
      this.gateway.findOrCreatePrice({ plan, amount_minor, currency }),
    ]);
    const opened = await this.gateway.createSubscription({
      subscription_id: id,
      user_id,
      customer_id,
      price_id,
    });
    await this.subscriptions.setStripeId(id, opened.id);
    return opened;
  }

  private async customerOf(userId: string): Promise<string> {
    const known = await this.customers.find(userId);
    if (known) return known;
    await this.customers.insert(userId, await this.gateway.createCustomer(userId));
    return (await this.customers.find(userId))!;
  }
}
