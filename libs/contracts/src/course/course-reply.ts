import Joi from 'joi';
import { objectId, timestamp } from '@har/routing';
import {
  COURSE_STATUSES,
  DOMAINS,
  PRICE,
  type CourseStatus,
  type Domain,
  type Price,
} from './course-offer.contract';
import { LESSON_TYPES, type LessonType } from './lesson-body';
import { RATING_DISTRIBUTION, type RatingDistribution } from './review-reply';

export const COURSE_LANGUAGES = ['fr', 'en'] as const;
export type CourseLanguage = (typeof COURSE_LANGUAGES)[number];
export const COURSE_LEVELS = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
export type CourseLevel = (typeof COURSE_LEVELS)[number];

/** A lesson as everybody sees it: never its content, video URL, transcript or answers. */
export interface LessonSummary {
  _id: string;
  course_id: string;
  module_id: string;
  title: string;
  description: string;
  type: LessonType;
  /** Position in its module, from 1, without gaps. */
  order: number;
  /** Of the video, else an estimate of reading or answering time. */
  duration_seconds: number;
  is_free_preview: boolean;
  created_at: Date | string;
  updated_at: Date | string;
}

export const LESSON_SUMMARY_FIELDS = {
  _id: objectId().required(),
  course_id: objectId().required(),
  module_id: objectId().required(),
  title: Joi.string().required(),
  description: Joi.string().allow('').required(),
  type: Joi.string()
    .valid(...LESSON_TYPES)
    .required(),
  order: Joi.number().integer().min(1).required(),
  duration_seconds: Joi.number().min(0).required(),
  is_free_preview: Joi.boolean().required(),
  created_at: timestamp().required(),
  updated_at: timestamp().required(),
};

export const LESSON_SUMMARY = Joi.object<LessonSummary, true>(LESSON_SUMMARY_FIELDS).label('LessonSummary');

export interface ModuleReply {
  _id: string;
  course_id: string;
  title: string;
  description: string;
  /** Position in the course, from 1, without gaps. */
  order: number;
  lessons: LessonSummary[];
  created_at: Date | string;
}

export const MODULE = Joi.object<ModuleReply, true>({
  _id: objectId().required(),
  course_id: objectId().required(),
  title: Joi.string().required(),
  description: Joi.string().allow('').required(),
  order: Joi.number().integer().min(1).required(),
  lessons: Joi.array().items(LESSON_SUMMARY).required(),
  created_at: timestamp().required(),
}).label('Module');

/** A course in a list (001 §SERVICE 2 A and 000 §4, without the long descriptions and the modules). */
export interface CourseCard {
  _id: string;
  title: string;
  subtitle: string;
  /** Its address: lower-case letters without accents, digits and hyphens. */
  slug: string;
  short_description: string;
  domain: Domain;
  /** null where the author has not said. */
  level: CourseLevel | null;
  stack: string[];
  price: Price;
  instructor_id: string;
  instructor_name: string;
  status: CourseStatus;
  total_lessons: number;
  total_duration_hours: number;
  enrollments_count: number;
  /** The same number by the name that 000 gives it. */
  students_count: number;
  average_rating: number;
  reviews_count: number;
  keywords: string[];
  image_url: string | null;
  /** Square, see `PUT /courses/:id/media/:kind`. */
  thumbnail_url: string | null;
  category: string;
  language: CourseLanguage;
  created_at: Date | string;
  updated_at: Date | string;
  published_at: Date | string | null;
}

const CARD_FIELDS = {
  _id: objectId().required(),
  title: Joi.string().required(),
  subtitle: Joi.string().allow('').required(),
  slug: Joi.string().required(),
  short_description: Joi.string().allow('').required(),
  domain: Joi.string()
    .valid(...DOMAINS)
    .required(),
  level: Joi.string()
    .valid(...COURSE_LEVELS)
    .allow(null)
    .required(),
  stack: Joi.array().items(Joi.string()).required(),
  price: PRICE.required(),
  instructor_id: objectId().required(),
  instructor_name: Joi.string().allow('').required(),
  status: Joi.string()
    .valid(...COURSE_STATUSES)
    .required(),
  total_lessons: Joi.number().integer().min(0).required(),
  total_duration_hours: Joi.number().min(0).required(),
  enrollments_count: Joi.number().integer().min(0).required(),
  students_count: Joi.number().integer().min(0).required(),
  average_rating: Joi.number().min(0).max(5).required(),
  reviews_count: Joi.number().integer().min(0).required(),
  keywords: Joi.array().items(Joi.string()).required(),
  image_url: Joi.string().allow(null).required(),
  thumbnail_url: Joi.string().allow(null).required(),
  category: Joi.string().allow('').required(),
  language: Joi.string()
    .valid(...COURSE_LANGUAGES)
    .required(),
  created_at: timestamp().required(),
  updated_at: timestamp().required(),
  published_at: timestamp().allow(null).required(),
};

export const COURSE_CARD = Joi.object<CourseCard, true>(CARD_FIELDS).label('CourseCard');

/** A course by itself, with its modules and the summaries of their lessons. */
export interface CourseReply extends CourseCard {
  /** Plain text. */
  description: string;
  /** `short_description` by the name that 000 gives it. */
  description_short: string;
  /** Clean HTML; the paragraphs of `description` where the author has written none. */
  description_long: string;
  /** `WD25`, `Excel 2021`. */
  compatibility_versions: string[];
  prerequisites: string[];
  learning_objectives: string[];
  rating_distribution: RatingDistribution;
  /** Wide. */
  header_image_url: string | null;
  /** For everybody. */
  intro_video_url: string | null;
  modules: ModuleReply[];
}

const STRINGS = Joi.array().items(Joi.string()).required();

export const COURSE = Joi.object<CourseReply, true>({
  ...CARD_FIELDS,
  description: Joi.string().allow('').required(),
  description_short: Joi.string().allow('').required(),
  description_long: Joi.string().allow('').required(),
  compatibility_versions: STRINGS,
  prerequisites: STRINGS,
  learning_objectives: STRINGS,
  rating_distribution: RATING_DISTRIBUTION.required(),
  header_image_url: Joi.string().allow(null).required(),
  intro_video_url: Joi.string().allow(null).required(),
  modules: Joi.array().items(MODULE).required(),
}).label('Course');
