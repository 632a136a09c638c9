import Joi from 'joi';
import { route } from '@har/routing';

/** The raw bytes as base64 and the header that signs them. */
export interface SignedPayload {
  payload: string;
  signature: string;
}

const SIGNED_PAYLOAD = Joi.object<SignedPayload, true>({
  payload: Joi.string().allow('').required(),
  signature: Joi.string().allow('').max(4_096).required(),
});

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
  body: SIGNED_PAYLOAD,
  errors: ['INVALID_SIGNATURE'],
  example: {},
});

export const receiveSubscriptionEvent = route({
  name: 'payment.receive-subscription-event',
  service: 'payment',
  method: 'POST',
  path: '/webhook/stripe/subscriptions',
  access: 'signature',
  raw_with_header: 'stripe-signature',
  repeatable: true,
  tag: 'Subscriptions',
  summary: 'The same for an endpoint of its own for subscriptions, with a secret of its own if one is set',
  body: SIGNED_PAYLOAD,
  errors: ['INVALID_SIGNATURE'],
  example: {},
});
