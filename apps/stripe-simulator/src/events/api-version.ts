import Stripe from 'stripe';

/** The version of the API whose shapes are answered: that of the SDK in use, e.g. `2026-10-28.endive`. */
export const API_VERSION: string = Stripe.API_VERSION;
