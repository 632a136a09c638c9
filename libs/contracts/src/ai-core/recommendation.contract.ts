import Joi from 'joi';
import { objectId, route } from '@har/routing';
import { DOMAINS, type Domain } from '../course/course-offer.contract';

/**
 * `next_step` after the learner's courses, popular in their domain or altogether, new, or of the same domain; `other` where
 * nothing of this can be said.
 */
export const RECOMMENDATION_REASONS = [
  'next_step',
  'domain_popular',
  'popular',
  'new',
  'same_domain',
  'other',
] as const;
export type RecommendationReasonName = (typeof RECOMMENDATION_REASONS)[number];

export interface RecommendedCourse {
  course_id: string;
  title: string;
  domain: Domain;
  language: string;
  /** Comparable within one answer only. */
  score: number;
  reason: RecommendationReasonName;
  /** The reason as a sentence in the reader's language. */
  explanation: string;
  /** The learner's own courses that it rests on. */
  because: { course_id: string; title: string }[];
}

export interface RecommendationQuery {
  user_id?: string;
  /** How many, 3 to 5. */
  limit: number;
  /** A domain that the learner is interested in, for one who has no courses yet. */
  domain?: Domain;
}

export interface RecommendationReply {
  recommendations: RecommendedCourse[];
  /** Of the model that every replica serves. */
  model_version: string;
  /** Names this answer when telling which of its courses was opened. `null` when it was given about another user. */
  exposure_id: string | null;
}

const RECOMMENDED_COURSE = Joi.object<RecommendedCourse, true>({
  course_id: objectId().required(),
  title: Joi.string().required(),
  domain: Joi.string()
    .valid(...DOMAINS)
    .required(),
  language: Joi.string().required(),
  score: Joi.number().required(),
  reason: Joi.string()
    .valid(...RECOMMENDATION_REASONS)
    .required(),
  explanation: Joi.string().required(),
  because: Joi.array()
    .items(Joi.object({ course_id: objectId().required(), title: Joi.string().required() }))
    .required(),
}).label('RecommendedCourse');

export const recommendCourses = route({
  name: 'ai.recommend',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/recommendations',
  access: 'user',
  sheddable: true,
  tag: 'AI',
  summary: 'Three to five courses to take next, each with its reason',
  description:
    'From the courses the learner took, their domains and their language. Never a course that they own, teach or that is ' +
    'not published; fewer than three only when the academy has no more. Administrators may ask for any user.',
  rate_limit: { points: 120, per_seconds: 60 },
  repeatable: true,
  body: Joi.object<RecommendationQuery>({
    user_id: objectId(),
    limit: Joi.number().integer().min(3).max(5).default(5),
    domain: Joi.string().valid(...DOMAINS),
  }),
  reply: Joi.object<RecommendationReply, true>({
    recommendations: Joi.array().items(RECOMMENDED_COURSE).max(5).required(),
    model_version: Joi.string().required(),
    exposure_id: objectId().allow(null).required(),
  }),
  errors: ['USER_NOT_FOUND'],
  example: {
    body: { user_id: '665f1c2ab7e4d91f0a3c5d7e', limit: 5 },
    reply: {
      model_version: '2026-11-21T08:00:00.000Z',
      exposure_id: '665f1c2ab7e4d91f0a3c5d92',
      recommendations: [
        {
          course_id: '665f1c2ab7e4d91f0a3c5d81',
          title: 'Data Analysis with pandas',
          domain: 'Python',
          language: 'en',
          score: 0.82,
          reason: 'next_step',
          explanation: 'Often taken after “Python: First Steps”.',
          because: [{ course_id: '665f1c2ab7e4d91f0a3c5d80', title: 'Python: First Steps' }],
        },
      ],
    },
  },
});

export interface RecommendationFeedback {
  /** Of the answer that recommended the course. */
  exposure_id: string;
  course_id: string;
}

export const giveRecommendationFeedback = route({
  name: 'ai.recommendation-feedback',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/recommendations/feedback',
  access: 'user',
  tag: 'AI',
  summary: 'Tell that a recommended course was opened',
  description: 'Once counts: telling it again changes nothing. Answers are remembered for half a year.',
  rate_limit: { points: 120, per_seconds: 60 },
  repeatable: true,
  body: Joi.object<RecommendationFeedback, true>({
    exposure_id: objectId().required(),
    course_id: objectId().required(),
  }),
  errors: ['RECOMMENDATION_NOT_FOUND'],
  example: { body: { exposure_id: '665f1c2ab7e4d91f0a3c5d92', course_id: '665f1c2ab7e4d91f0a3c5d81' } },
});
