import Joi from 'joi';
import { call, objectId } from '@har/routing';

export const DOMAINS = ['Excel', 'R', 'Python', 'Other'] as const;
export type Domain = (typeof DOMAINS)[number];
export const COURSE_STATUSES = ['draft', 'published', 'archived'] as const;
export type CourseStatus = (typeof COURSE_STATUSES)[number];
export const PRICING_MODELS = ['one-time', 'subscription'] as const;
export type PricingModel = (typeof PRICING_MODELS)[number];

/** A price as 001 shows it: `amount` in units of the currency (49.9 EUR), at most two decimals. */
export interface Price {
  amount: number;
  currency: string;
  pricing_model: PricingModel;
}

export const PRICE = Joi.object<Price, true>({
  amount: Joi.number().min(0).max(100_000).precision(2).required(),
  currency: Joi.string().valid('EUR', 'USD', 'GBP', 'CHF').default('EUR'),
  pricing_model: Joi.string()
    .valid(...PRICING_MODELS)
    .default('one-time'),
}).label('Price');

/** What must be known now to sell a course. */
export interface CourseOffer {
  course_id: string;
  title: string;
  status: CourseStatus;
  instructor_id: string;
  price: Price;
  domain: Domain;
  language: string;
}

/** The course as it is on offer at this moment, drafts and archived ones included. */
export const getCourseOffer = call({
  name: 'course.get-offer',
  service: 'course',
  repeatable: true,
  body: Joi.object<{ course_id: string }, true>({ course_id: objectId().required() }),
  reply: Joi.object<CourseOffer, true>({
    course_id: objectId().required(),
    title: Joi.string().required(),
    status: Joi.string()
      .valid(...COURSE_STATUSES)
      .required(),
    instructor_id: Joi.string().required(),
    price: PRICE.required(),
    domain: Joi.string()
      .valid(...DOMAINS)
      .required(),
    language: Joi.string().required(),
  }),
  errors: ['COURSE_NOT_FOUND'],
});

/** How far a user is in a course, 0 to 100; payment asks before it refunds. */
export const getCourseProgressOf = call({
  name: 'course.get-progress-of',
  service: 'course',
  repeatable: true,
  body: Joi.object<{ user_id: string; course_id: string }, true>({
    user_id: objectId().required(),
    course_id: objectId().required(),
  }),
  reply: Joi.object<{ enrolled: boolean; progress_percentage: number }, true>({
    enrolled: Joi.boolean().required(),
    progress_percentage: Joi.number().min(0).max(100).required(),
  }),
});

/** The published courses with `pricing_model: subscription`, by which plans open courses. */
export const listSubscriptionCourses = call({
  name: 'course.list-subscription-courses',
  service: 'course',
  repeatable: true,
  body: Joi.object<{ domains?: Domain[] }>({ domains: Joi.array().items(Joi.string().valid(...DOMAINS)) }),
  reply: Joi.object<{ course_ids: string[] }, true>({ course_ids: Joi.array().items(objectId()).required() }),
});
