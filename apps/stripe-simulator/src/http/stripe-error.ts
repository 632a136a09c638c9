import type { PaymentIntent, PaymentMethod } from '../state/stored';

export interface StripeErrorBody {
  readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly charge?: string;
  readonly payment_intent?: PaymentIntent;
  readonly payment_method?: PaymentMethod;
}

/**
 * An answer that says no. Thrown inside a transaction it undoes it; returned from one it is answered after the commit
 * (a declined card leaves its traces).
 */
export class StripeError extends Error {
  override readonly name = 'StripeError';

  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
  ) {
    super(body.message);
  }
}

/** 400: the parameters or the state of the object do not allow it. */
export function invalidRequest(
  message: string,
  details: { code?: string; param?: string } = {},
): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message, ...details });
}

/** There is no such object: 404 where the path names it, 400 where a parameter does. */
export function noSuch(what: string, id: string, param: string, status: 404 | 400 = 400): StripeError {
  const message = `No such ${what}: '${id}'`;
  return new StripeError(status, { type: 'invalid_request_error', code: 'resource_missing', message, param });
}
