import Stripe from 'stripe';
import { CatalogueError } from '@har/errors';
import { GatewayRefusal } from './payment-gateway';
import { toGatewayError } from './stripe-failure';

const raw = { type: 'api_error', message: 'secret' } as const;

describe('toGatewayError', () => {
  it('tells declined from refused from unknown', () => {
    const { errors } = Stripe;
    const declined = toGatewayError(
      new errors.StripeCardError({ ...raw, type: 'card_error', decline_code: 'lost_card' }),
    );
    expect(declined).toMatchObject({ code: 'PAYMENT_FAILED', args: { decline_code: 'lost_card' } });
    const vague = toGatewayError(new errors.StripeCardError({ ...raw, type: 'card_error' }));
    expect(vague).toMatchObject({ args: { decline_code: 'declined' } });
    const refused = toGatewayError(
      new errors.StripeInvalidRequestError({
        ...raw,
        type: 'invalid_request_error',
        code: 'charge_disputed',
      }),
    );
    expect(refused).toBeInstanceOf(GatewayRefusal);
    expect(refused).toMatchObject({ code: 'charge_disputed' });
    const nameless = new errors.StripeInvalidRequestError({ ...raw, type: 'invalid_request_error' });
    expect(toGatewayError(nameless)).toMatchObject({ code: 'invalid_request' });
  });

  it.each([
    new Stripe.errors.StripeConnectionError(raw),
    new Stripe.errors.StripeAPIError(raw),
    new Stripe.errors.StripeRateLimitError(raw),
    new Stripe.errors.StripeAuthenticationError(raw),
  ])('takes %s for an outcome that is not known', (error) => {
    const away = toGatewayError(error);
    expect(away).toBeInstanceOf(CatalogueError);
    expect(away).toMatchObject({ code: 'PAYMENT_PROVIDER_UNAVAILABLE', cause: error });
  });

  it('leaves what is not Stripe’s alone', () => {
    const bug = new TypeError('a bug');
    expect(toGatewayError(bug)).toBe(bug);
  });
});
