import Joi from 'joi';
import {
  ID_PARAMS,
  objectId,
  PAGE_QUERY,
  PAGINATION,
  route,
  type PageQuery,
  type Pagination,
} from '@har/routing';
import {
  COUPON,
  COUPON_COURSES,
  COUPON_KINDS,
  COUPON_PLANS,
  REDEMPTIONS,
  type CouponKind,
  type CouponReply,
} from './coupon-reply';
import { EXAMPLE_COUPON, EXAMPLE_COURSE_ID } from './payment-examples';
import { PLANS, type PlanName } from './subscription-reply';

/** As people type it: letters, numbers, hyphens; case does not matter. */
export const COUPON_CODE = Joi.string()
  .trim()
  .uppercase()
  .pattern(/^[A-Z0-9][A-Z0-9_-]{2,39}$/, 'coupon code')
  .example('WELCOME20');

const COUPON_DATA = Joi.object<{ coupon: CouponReply }, true>({ coupon: COUPON.required() });

export interface NewCoupon {
  code: string;
  kind: CouponKind;
  value: number;
  currency?: string;
  courses: string[] | null;
  plans: PlanName[] | null;
  valid_from?: Date;
  valid_until: Date | null;
  max_redemptions: number;
  max_per_user: number;
}

export const createCoupon = route({
  name: 'payment.create-coupon',
  service: 'payment',
  method: 'POST',
  path: '/admin/coupons',
  access: 'admin',
  status: 201,
  idempotent: true,
  tag: 'Coupons',
  summary: 'Make a coupon',
  description:
    'Per cent or an amount in one currency, for all courses and plans or for some; on a plan it lowers the first ' +
    'payment, and does not go together with a trial. What it takes off cannot be changed afterwards.',
  body: Joi.object<NewCoupon, true>({
    code: COUPON_CODE.required(),
    kind: Joi.string()
      .valid(...COUPON_KINDS)
      .required(),
    value: Joi.number()
      .positive()
      .when('kind', {
        is: 'percent',
        then: Joi.number().integer().max(100),
        otherwise: Joi.number().max(100_000).precision(2).strict(),
      })
      .required(),
    currency: Joi.string()
      .valid('EUR', 'USD', 'GBP', 'CHF')
      .when('kind', { is: 'amount', then: Joi.required(), otherwise: Joi.forbidden() }),
    courses: COUPON_COURSES.default(null),
    plans: COUPON_PLANS.default(null),
    valid_from: Joi.date().iso(),
    valid_until: Joi.date()
      .iso()
      .allow(null)
      .default(null)
      .when('valid_from', { is: Joi.exist(), then: Joi.date().greater(Joi.ref('valid_from')) }),
    max_redemptions: REDEMPTIONS.required(),
    max_per_user: REDEMPTIONS.max(Joi.ref('max_redemptions')).default(1),
  }),
  reply: COUPON_DATA,
  errors: ['COUPON_CODE_TAKEN'],
  example: {
    body: {
      code: 'WELCOME20',
      kind: 'percent',
      value: 20,
      courses: null,
      plans: null,
      valid_until: null,
      max_redemptions: 500,
      max_per_user: 1,
    },
    reply: { coupon: EXAMPLE_COUPON },
  },
});

export interface CouponFilter extends PageQuery {
  code?: string;
}

export const listCoupons = route({
  name: 'payment.list-coupons',
  service: 'payment',
  method: 'GET',
  path: '/admin/coupons',
  access: 'admin',
  tag: 'Coupons',
  summary: 'All coupons, newest first',
  query: Joi.object<CouponFilter, true>({ ...PAGE_QUERY, code: COUPON_CODE }),
  reply: Joi.object<{ coupons: CouponReply[]; pagination: Pagination }, true>({
    coupons: Joi.array().items(COUPON).required(),
    pagination: PAGINATION.required(),
  }),
  example: {
    query: {},
    reply: { coupons: [EXAMPLE_COUPON], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export interface CouponChange {
  valid_from?: Date;
  valid_until?: Date | null;
  max_redemptions?: number;
  max_per_user?: number;
  /** A disabled coupon lowers nothing; what it lowered stays lowered. */
  disabled?: boolean;
}

export const changeCoupon = route({
  name: 'payment.change-coupon',
  service: 'payment',
  method: 'PATCH',
  path: '/admin/coupons/:id',
  access: 'admin',
  tag: 'Coupons',
  summary: 'Change a coupon’s dates and limits, or disable it',
  params: ID_PARAMS,
  body: Joi.object<CouponChange, true>({
    valid_from: Joi.date().iso(),
    valid_until: Joi.date().iso().allow(null),
    max_redemptions: REDEMPTIONS,
    max_per_user: REDEMPTIONS,
    disabled: Joi.boolean(),
  }).min(1),
  reply: COUPON_DATA,
  errors: ['COUPON_NOT_FOUND'],
  example: {
    params: { id: EXAMPLE_COUPON._id },
    body: { disabled: true },
    reply: { coupon: { ...EXAMPLE_COUPON, disabled: true } },
  },
});

/** What a coupon makes of a price, in units of the currency. */
export interface PricePreview {
  code: string;
  price: number;
  discount: number;
  total: number;
  currency: string;
}

export interface CouponQuestion {
  code: string;
  course_id?: string;
  plan?: PlanName;
}

export const previewCoupon = route({
  name: 'payment.preview-coupon',
  service: 'payment',
  method: 'POST',
  path: '/coupons/preview',
  access: 'user',
  rate_limit: { points: 30, per_seconds: 60 },
  tag: 'Coupons',
  summary: 'What a coupon makes of a price',
  body: Joi.object<CouponQuestion, true>({
    code: COUPON_CODE.required(),
    course_id: objectId(),
    plan: Joi.string().valid(...PLANS),
  }).xor('course_id', 'plan'),
  reply: Joi.object<{ preview: PricePreview }, true>({
    preview: Joi.object<PricePreview, true>({
      code: Joi.string().required(),
      price: Joi.number().required(),
      discount: Joi.number().required(),
      total: Joi.number().required(),
      currency: Joi.string().required(),
    }).required(),
  }),
  errors: [
    'PURCHASE_COURSE_NOT_FOUND',
    'COUPON_UNKNOWN',
    'COUPON_NOT_VALID_NOW',
    'COUPON_NOT_APPLICABLE',
    'COUPON_EXHAUSTED',
    'COUPON_ALREADY_USED',
  ],
  example: {
    body: { code: 'WELCOME20', course_id: EXAMPLE_COURSE_ID },
    reply: { preview: { code: 'WELCOME20', price: 49.9, discount: 9.98, total: 39.92, currency: 'EUR' } },
  },
});

/** What every route can answer that takes a coupon. */
export const COUPON_ERRORS = [
  'COUPON_UNKNOWN',
  'COUPON_NOT_VALID_NOW',
  'COUPON_NOT_APPLICABLE',
  'COUPON_EXHAUSTED',
  'COUPON_ALREADY_USED',
  'PENDING_AT_OTHER_PRICE',
] as const;
