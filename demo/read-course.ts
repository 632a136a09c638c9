import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Joi from 'joi';
import { courseSchema } from './course.schema';
import type { DemoCourse } from './course.types';

/** Where the demo courses lie, one folder each: beside this file, in the build too. */
export const coursesFolder = join(__dirname, 'courses');

/** The folder names of all demo courses, sorted. */
export function listCourseSlugs(folder = coursesFolder): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * One demo course, checked against the schema.
 * @throws Joi.ValidationError with every failing field, or the file system's error when there is no such course.
 */
export function readCourse(slug: string, folder = coursesFolder): DemoCourse {
  const raw: unknown = JSON.parse(readFileSync(join(folder, slug, 'course.json'), 'utf8'));
  return Joi.attempt(raw, courseSchema, { convert: false, abortEarly: false });
}

/** The HTML of a text lesson; `contentFile` is its `content_file`. */
export function readLessonHtml(slug: string, contentFile: string, folder = coursesFolder): string {
  return readFileSync(join(folder, slug, contentFile), 'utf8');
}
