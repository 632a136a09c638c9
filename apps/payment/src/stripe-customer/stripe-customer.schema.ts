import { Schema, type Types } from 'mongoose';

/** Who a user is at Stripe: made once, whatever happens at the same time. */
export interface StripeCustomer {
  /** the user's id */
  _id: Types.ObjectId;
  stripe_customer_id: string;
}

export const STRIPE_CUSTOMERS = 'StripeCustomer';

export const stripeCustomerSchema = new Schema<StripeCustomer>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    stripe_customer_id: { type: String, required: true },
  },
  { collection: 'stripe_customers', versionKey: false },
);
