import { Schema } from 'mongoose';

/** The page of Stripe on which a purchase or a subscription is paid, in the document of what is paid. */
export interface StoredCheckout {
  success_url: string;
  cancel_url: string;
  /** Stripe ends the session then. */
  expires_at: Date;
  /** null until Stripe has answered. */
  session_id: string | null;
}

export const checkoutSchema = new Schema<StoredCheckout>(
  {
    success_url: { type: String, required: true },
    cancel_url: { type: String, required: true },
    expires_at: { type: Date, required: true },
    session_id: { type: String, default: null },
  },
  { _id: false },
);
