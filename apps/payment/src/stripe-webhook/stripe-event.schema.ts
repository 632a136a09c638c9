import { Schema } from 'mongoose';

/** An event of Stripe as it arrived: stored before it is answered, processed after. `_id` is the event's id. */
export interface StripeEventRecord {
  _id: string;
  type: string;
  /** The verified bytes as text. */
  payload: string;
  status: 'received' | 'processed' | 'parked';
  attempts: number;
  /** When it may be taken; while one replica works on it, when another may take it over. */
  due_at: Date | null;
  last_error: string | null;
  received_at: Date;
  processed_at: Date | null;
}

export const STRIPE_EVENTS = 'StripeEvent';
const KEEP_DAYS = 90;

export const stripeEventSchema = new Schema<StripeEventRecord>(
  {
    _id: { type: String, required: true },
    type: { type: String, required: true },
    payload: { type: String, required: true },
    status: { type: String, required: true },
    attempts: { type: Number, required: true },
    due_at: { type: Date, default: null },
    last_error: { type: String, default: null },
    received_at: { type: Date, required: true },
    processed_at: { type: Date, default: null },
  },
  { collection: 'webhook_events', versionKey: false },
);
stripeEventSchema.index({ status: 1, due_at: 1 });
stripeEventSchema.index({ received_at: 1 }, { expireAfterSeconds: KEEP_DAYS * 86_400 });
