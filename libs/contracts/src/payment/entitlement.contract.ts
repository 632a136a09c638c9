import Joi from 'joi';
import { call, event, objectId } from '@har/routing';

export const ENTITLEMENT_SOURCES = ['purchase', 'subscription', 'free', 'gift', 'staff'] as const;
export type EntitlementSource = (typeof ENTITLEMENT_SOURCES)[number];

/**
 * A right to open a course, or through a plan every course of `pricing_model: subscription` in the plan's domains.
 * `version` grows with every change of this entitlement: an older state never overwrites a newer.
 */
export interface EntitlementState {
  entitlement_id: string;
  version: number;
  user_id: string;
  /** Exactly one of the two is set. */
  course_id: string | null;
  plan: string | null;
  /** With a plan: the domains it opens, null for all. */
  domains: string[] | null;
  source: EntitlementSource;
  active: boolean;
  /** ISO 8601; null while it has no end. */
  expires_at: string | null;
}

export const ENTITLEMENT_STATE = Joi.object<EntitlementState, true>({
  entitlement_id: objectId().required(),
  version: Joi.number().integer().required(),
  user_id: objectId().required(),
  course_id: objectId().allow(null).required(),
  plan: Joi.string().allow(null).required(),
  domains: Joi.array().items(Joi.string()).allow(null).required(),
  source: Joi.string()
    .valid(...ENTITLEMENT_SOURCES)
    .required(),
  active: Joi.boolean().required(),
  expires_at: Joi.string().allow(null).required(),
});

/** Told whenever an entitlement is granted, prolonged, revoked or expires. */
export const entitlementChanged = event({
  type: 'entitlement.changed',
  topic: 'payment',
  summary: 'A right of a user to a course or plan was granted, changed or revoked',
  payload: ENTITLEMENT_STATE,
});

/** All of a user's entitlements, active or not; course asks when its own copy says no, and to rebuild it. */
export const listEntitlementsOf = call({
  name: 'payment.list-entitlements-of',
  service: 'payment',
  repeatable: true,
  deadline_ms: 2_000,
  body: Joi.object<{ user_id: string }, true>({ user_id: objectId().required() }),
  reply: Joi.object<{ entitlements: EntitlementState[] }, true>({
    entitlements: Joi.array().items(ENTITLEMENT_STATE).required(),
  }),
});
