import type { Course } from './course.schema';

/** What decides who may open a course, and over which lessons progress is counted. */
export type OutlinedCourse = Pick<
  Course,
  '_id' | 'instructor_id' | 'status' | 'domain' | 'price' | 'version' | 'modules'
>;

/** The fields of `OutlinedCourse`, for queries that read nothing else. */
export const OUTLINE_PROJECTION = {
  instructor_id: 1,
  status: 1,
  domain: 1,
  price: 1,
  version: 1,
  modules: 1,
} as const satisfies Record<Exclude<keyof OutlinedCourse, '_id'>, 1>;
