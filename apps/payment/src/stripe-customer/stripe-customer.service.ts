import { Injectable } from '@nestjs/common';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { StripeCustomerRepository } from './stripe-customer.repository';

/** Keeps one customer per user at Stripe, however many first payments begin at once. */
@Injectable()
export class StripeCustomerService {
  constructor(
    private readonly customers: StripeCustomerRepository,
    private readonly gateway: PaymentGateway,
  ) {}

  /** The user's customer, made when there is none. @returns its id at Stripe */
  async customerOf(userId: string): Promise<string> {
    const known = await this.customers.find(userId);
    if (known) return known;
    // Stripe answers the same customer to the same user's parallel requests; of different ones the first stays.
    await this.customers.insert(userId, await this.gateway.createCustomer(userId));
    return (await this.customers.find(userId))!;
  }

  async find(userId: string): Promise<string | null> {
    return this.customers.find(userId);
  }
}
