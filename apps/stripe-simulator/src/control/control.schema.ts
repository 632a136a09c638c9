import type BaseJoi from 'joi';
import { Joi, text } from '../http/params';
import type { BillingSettings, Fault, WebhookFaults } from '../state/records';

export interface FaultParams extends Omit<Fault, 'id' | 'remaining'> {
  /** How often it strikes; absent: until it is removed. */
  readonly times?: number;
}

const onlyFor = (type: string, schema: BaseJoi.Schema) =>
  Joi.when('type', { is: type, then: schema, otherwise: Joi.forbidden() });
const milliseconds = Joi.number().integer().min(0).max(120_000);
const notForDeclines = (schema: BaseJoi.Schema) =>
  Joi.when('type', { is: 'decline', then: Joi.forbidden(), otherwise: schema });

/** `POST /_simulator/faults` */
export const ADD_FAULT = Joi.object<FaultParams>({
  type: Joi.string().valid('error', 'delay', 'drop_answer', 'decline').required(),
  times: Joi.number().integer().min(1),
  method: notForDeclines(Joi.string().valid('GET', 'POST', 'DELETE')),
  path: notForDeclines(Joi.string().pattern(/^\/v1\//)),
  status: onlyFor('error', Joi.number().valid(409, 429, 500, 502, 503).default(500)),
  before_ms: onlyFor('delay', milliseconds),
  after_ms: onlyFor('delay', milliseconds),
  decline_code: onlyFor('decline', text),
  customer: onlyFor('decline', text),
});

export type WebhookFaultParams = Partial<Omit<WebhookFaults, 'id'>>;

const count = Joi.number().integer().min(0).max(100);

/** `PUT /_simulator/webhooks`: what is absent is switched off. */
export const SET_WEBHOOK_FAULTS = Joi.object<WebhookFaultParams>({
  hold: Joi.boolean().default(false),
  lose: Joi.boolean().default(false),
  lose_next: Joi.number().integer().min(0).default(0),
  duplicates: count.default(0),
  new_id_duplicates: count.default(0),
  only: Joi.array().items(Joi.string()).default([]),
});

export interface ReleaseParams {
  readonly order: 'given' | 'reversed' | 'shuffled';
  /** Event ids; absent: all that are held. With `order: 'given'` they are sent in this order. */
  readonly events?: readonly string[];
}

/** `POST /_simulator/webhooks/release` */
export const RELEASE = Joi.object<ReleaseParams>({
  order: Joi.string().valid('given', 'reversed', 'shuffled').default('given'),
  events: Joi.array().items(Joi.string()),
});

/** `POST /_simulator/clock/advance` */
export const ADVANCE = Joi.object<{ seconds: number }>({
  seconds: Joi.number()
    .integer()
    .min(1)
    .max(10 * 366 * 24 * 3600)
    .required(),
});

/** `PUT /_simulator/billing` */
export const SET_BILLING = Joi.object<Pick<BillingSettings, 'after_retries'>>({
  after_retries: Joi.string().valid('cancel', 'unpaid').default('cancel'),
});

export interface DisputeParams {
  readonly charge?: string;
  readonly payment_intent?: string;
  readonly amount?: number;
  readonly reason: string;
}

/** `POST /_simulator/disputes` */
export const OPEN_DISPUTE = Joi.object<DisputeParams>({
  charge: Joi.string(),
  payment_intent: Joi.string(),
  amount: Joi.number().integer().min(1),
  reason: Joi.string()
    .valid(
      'duplicate',
      'fraudulent',
      'general',
      'product_not_received',
      'product_unacceptable',
      'subscription_canceled',
      'unrecognized',
    )
    .default('fraudulent'),
}).xor('charge', 'payment_intent');

/** `POST /_simulator/disputes/:id/close` */
export const CLOSE_DISPUTE = Joi.object<{ status: 'won' | 'lost' }>({
  status: Joi.string().valid('won', 'lost').required(),
});

/** `POST /_simulator/payment_intents/:id/authenticate` */
export const AUTHENTICATE = Joi.object<{ outcome: 'succeed' | 'fail' }>({
  outcome: Joi.string().valid('succeed', 'fail').default('succeed'),
});

/** `POST /_simulator/checkout_sessions/:id/complete` */
export const COMPLETE_SESSION = Joi.object<{ payment_method: string; email?: string; name?: string }>({
  payment_method: Joi.string().default('pm_card_visa'),
  email: text,
  name: text,
});
