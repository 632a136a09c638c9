import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import { STRIPE_CUSTOMERS, type StripeCustomer } from './stripe-customer.schema';

@Injectable()
export class StripeCustomerRepository {
  constructor(@InjectModel(STRIPE_CUSTOMERS) private readonly customers: Model<StripeCustomer>) {}

  async find(userId: string): Promise<string | null> {
    const customer = await this.customers.findById(userId).lean<StripeCustomer>();
    return customer?.stripe_customer_id ?? null;
  }

  /** The first one stays. */
  async insert(userId: string, stripe_customer_id: string): Promise<void> {
    try {
      await this.customers.create({ _id: toObjectId(userId), stripe_customer_id });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
