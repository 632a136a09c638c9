import Joi from 'joi';
import { route } from '@har/routing';

/** The raw bytes as base64 and the header that signs them. */
export interface SignedPayload {
  payload: string;
  signature: string;
}

export const receiveStripeEvent = route({
  name: 'payment.receive-stripe-event',
  service: 'payment',
  method: 'POST',
  path: '/webhook/stripe',
  access: 'signature',
  raw_with_header: 'stripe-signature',
  repeatable: true,
  tag: 'Payments',
  summary: 'Stripe’s events, signature checked on the raw bytes',
  description:
    'Verified, stored under the event’s id, answered, then processed. Repeated, reordered and late events change ' +
    'nothing twice.',
  body: Joi.object<SignedPayload, true>({
    payload: Joi.string().allow('').required(),
    signature: Joi.string().allow('').max(4_096).required(),
  }),
  errors: ['INVALID_SIGNATURE'],
  example: {},
});
