import Stripe from 'stripe';
import { CatalogueError } from '@har/errors';
import { GatewayRefusal } from './payment-gateway';

/** An error of the SDK in the service's terms: declined, refused for good, or unknown (away, overloaded, broken). */
export function toGatewayError(error: unknown): Error {
  if (!(error instanceof Stripe.errors.StripeError)) return error as Error;
  // The SDK has empty codes where Stripe gave none.
  if (error instanceof Stripe.errors.StripeCardError) {
    const declined = new CatalogueError('PAYMENT_FAILED', {
      decline_code: error.decline_code || error.code || 'declined',
    });
    declined.cause = error;
    return declined;
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409) {
    return new GatewayRefusal(error.code || 'invalid_request', { cause: error });
  }
  const away = new CatalogueError('PAYMENT_PROVIDER_UNAVAILABLE');
  away.cause = error;
  return away;
}
