import Joi from 'joi';
import { ID_PARAMS, line, objectId, route } from '@har/routing';
import { ENTITLEMENT, ENTITLEMENT_FIELDS, type EntitlementReply } from './entitlement-reply';
import {
  EXAMPLE_COURSE_ID,
  EXAMPLE_ENTITLEMENT,
  EXAMPLE_SUBSCRIPTION,
  EXAMPLE_USER_ID,
} from './payment-examples';
import { PLAN, SUBSCRIPTION, type PlanReply, type SubscriptionReply } from './subscription-reply';

export interface UserEntitlements {
  /** Courses the user may open now: bought, given, or opened by the active plan. */
  courses: string[];
  subscription: SubscriptionReply | null;
  entitlements: EntitlementReply[];
}

export const getUserEntitlements = route({
  name: 'payment.get-user-entitlements',
  service: 'payment',
  method: 'GET',
  path: '/user/:user_id/entitlements',
  access: 'user',
  tag: 'Entitlements',
  summary: 'What a user has access to: oneself, or anybody for an administrator',
  params: Joi.object<{ user_id: string }, true>({ user_id: objectId().required() }),
  reply: Joi.object<UserEntitlements, true>({
    courses: Joi.array().items(objectId()).required(),
    subscription: SUBSCRIPTION.allow(null).required(),
    entitlements: Joi.array().items(ENTITLEMENT).required(),
  }),
  errors: ['FORBIDDEN', 'USER_NOT_FOUND'],
  example: {
    params: { user_id: EXAMPLE_USER_ID },
    reply: {
      courses: [EXAMPLE_COURSE_ID],
      subscription: EXAMPLE_SUBSCRIPTION,
      entitlements: [EXAMPLE_ENTITLEMENT],
    },
  },
});

export const WHY_OPENS = ['opens', 'revoked', 'expired', 'not_in_plan', 'paused'] as const;
export type WhyOpens = (typeof WHY_OPENS)[number];

export interface ConsideredEntitlement extends EntitlementReply {
  opens: boolean;
  because: WhyOpens;
}

export const WAYS = ['purchase', 'subscribe', 'enroll', 'wait_for_payment', 'none'] as const;

/** One way to get the course. Amounts in units of the currency. */
export interface WayToGet {
  way: (typeof WAYS)[number];
  route: string | null;
  amount: number | null;
  currency: string | null;
  plans: PlanReply[];
}

export interface EntitlementExplanation {
  course_id: string;
  entitled: boolean;
  reason: 'entitled' | 'own_course' | 'free_course' | 'not_bought' | 'not_subscribed' | 'not_on_sale';
  considered: ConsideredEntitlement[];
  how_to_get: WayToGet[];
}

export const explainEntitlement = route({
  name: 'payment.explain-entitlement',
  service: 'payment',
  method: 'GET',
  path: '/entitlements/explain',
  access: 'user',
  tag: 'Entitlements',
  summary: 'Why one may open a course, or why not and how to get it',
  query: Joi.object<{ course_id: string }, true>({ course_id: objectId().required() }),
  reply: Joi.object<EntitlementExplanation, true>({
    course_id: objectId().required(),
    entitled: Joi.boolean().required(),
    reason: Joi.string()
      .valid('entitled', 'own_course', 'free_course', 'not_bought', 'not_subscribed', 'not_on_sale')
      .required(),
    considered: Joi.array()
      .items(
        Joi.object<ConsideredEntitlement>({
          ...ENTITLEMENT_FIELDS,
          opens: Joi.boolean().required(),
          because: Joi.string()
            .valid(...WHY_OPENS)
            .required(),
        }),
      )
      .required(),
    how_to_get: Joi.array()
      .items(
        Joi.object<WayToGet, true>({
          way: Joi.string()
            .valid(...WAYS)
            .required(),
          route: Joi.string().allow(null).required(),
          amount: Joi.number().allow(null).required(),
          currency: Joi.string().allow(null).required(),
          plans: Joi.array().items(PLAN).required(),
        }),
      )
      .required(),
  }),
  errors: ['COURSE_NOT_FOUND'],
  example: {
    query: { course_id: EXAMPLE_COURSE_ID },
    reply: {
      course_id: EXAMPLE_COURSE_ID,
      entitled: false,
      reason: 'not_bought',
      considered: [],
      how_to_get: [{ way: 'purchase', route: 'POST /purchase', amount: 49.9, currency: 'EUR', plans: [] }],
    },
  },
});

export interface Gift {
  user_id: string;
  course_id: string;
  source: 'gift' | 'staff';
  reason?: string;
  expires_at?: Date;
}

const ENTITLEMENT_DATA = Joi.object<{ entitlement: EntitlementReply }, true>({
  entitlement: ENTITLEMENT.required(),
});

export const grantEntitlement = route({
  name: 'payment.grant-entitlement',
  service: 'payment',
  method: 'POST',
  path: '/admin/entitlements',
  access: 'admin',
  status: 201,
  idempotent: true,
  tag: 'Entitlements',
  summary: 'Give a course to a user, for good or until a day',
  body: Joi.object<Gift, true>({
    user_id: objectId().required(),
    course_id: objectId().required(),
    source: Joi.string().valid('gift', 'staff').default('gift'),
    reason: line(500),
    expires_at: Joi.date().iso().greater('now'),
  }),
  reply: ENTITLEMENT_DATA,
  errors: ['USER_NOT_FOUND', 'COURSE_NOT_FOUND'],
  example: {
    body: { user_id: EXAMPLE_USER_ID, course_id: EXAMPLE_COURSE_ID, source: 'gift' },
    reply: { entitlement: EXAMPLE_ENTITLEMENT },
  },
});

export const revokeEntitlement = route({
  name: 'payment.revoke-entitlement',
  service: 'payment',
  method: 'POST',
  path: '/admin/entitlements/:id/revoke',
  access: 'admin',
  tag: 'Entitlements',
  summary: 'Take a given right back; bought ones end by a refund',
  params: ID_PARAMS,
  reply: ENTITLEMENT_DATA,
  errors: ['ENTITLEMENT_NOT_FOUND', 'ENTITLEMENT_NOT_REVOCABLE'],
  example: {
    params: { id: EXAMPLE_ENTITLEMENT._id },
    reply: {
      entitlement: { ...EXAMPLE_ENTITLEMENT, status: 'revoked', revoked_at: '2026-11-08T08:00:00.000Z' },
    },
  },
});
