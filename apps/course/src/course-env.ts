import Joi from 'joi';
import { PLATFORM_ENV, STORE_ENV, type PlatformEnv, type StoreEnv } from '@har/env';

export interface CourseEnv extends PlatformEnv, StoreEnv {
  /** How long a comment can be corrected after it was posted. */
  COMMENT_EDIT_WINDOW_MINUTES: number;
}

/** To inject the service's configuration. */
export const COURSE_ENV = Symbol('COURSE_ENV');

export const COURSE_ENV_SCHEMA = Joi.object<CourseEnv>({
  ...PLATFORM_ENV,
  ...STORE_ENV,
  COMMENT_EDIT_WINDOW_MINUTES: Joi.number().min(0).max(1_440).default(15),
});
