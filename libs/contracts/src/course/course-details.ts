import Joi from 'joi';
import { line } from '@har/routing';
import { COURSE_LEVELS, type CourseLevel } from './course-reply';

/** What 000 §4 adds to the courses of 001, as an author writes it. */
export interface CourseDetails {
  subtitle?: string;
  /** Made from the title where it is not said. */
  slug?: string;
  level?: CourseLevel | null;
  /** `short_description` by the name that 000 gives it; the same where both are said. */
  description_short?: string;
  /** HTML. */
  description_long?: string;
  compatibility_versions?: string[];
  prerequisites?: string[];
  learning_objectives?: string[];
}

export const MOST_SLUG_CHARACTERS = 100;
export const SLUG = Joi.string()
  .min(3)
  .max(MOST_SLUG_CHARACTERS)
  .pattern(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'slug');
const LINES = Joi.array().items(line(300)).max(20).unique();

export const COURSE_DETAIL_FIELDS = {
  subtitle: line(200).allow(''),
  slug: SLUG,
  level: Joi.string()
    .valid(...COURSE_LEVELS)
    .allow(null),
  description_short: Joi.string()
    .trim()
    .allow('')
    .max(500)
    .when('short_description', {
      is: Joi.exist(),
      then: Joi.valid(Joi.override, Joi.ref('short_description')),
    }),
  description_long: Joi.string().allow('').max(50_000),
  compatibility_versions: Joi.array().items(line(30)).max(20).unique(),
  prerequisites: LINES,
  learning_objectives: LINES,
};
