import {
  STARS,
  type CourseCard,
  type CourseReply,
  type ModuleReply,
  type RatingDistribution,
} from '@har/contracts';
import { toParagraphs } from './course-content';
import type { Course } from './course.schema';
import { toPrice } from './price';

/** What a card needs of a course's document. */
export type CardSource = Omit<
  Course,
  | 'description'
  | 'description_long'
  | 'compatibility_versions'
  | 'prerequisites'
  | 'learning_objectives'
  | 'slugs'
  | 'rating_counts'
  | 'modules'
  | 'version'
  | 'popularity'
>;

/** The fields of `CardSource`, for queries that read nothing else. */
export const CARD_PROJECTION = {
  title: 1,
  subtitle: 1,
  slug: 1,
  level: 1,
  short_description: 1,
  domain: 1,
  stack: 1,
  price: 1,
  instructor_id: 1,
  instructor_name: 1,
  status: 1,
  total_lessons: 1,
  total_duration_seconds: 1,
  enrollments_count: 1,
  average_rating: 1,
  reviews_count: 1,
  keywords: 1,
  image_url: 1,
  media: 1,
  category: 1,
  language: 1,
  created_at: 1,
  updated_at: 1,
  published_at: 1,
} as const satisfies Record<Exclude<keyof CardSource, '_id'>, 1>;

/** A course in a list. */
export function toCourseCard(course: CardSource): CourseCard {
  return {
    _id: String(course._id),
    title: course.title,
    // What courses from before these fields lack.
    subtitle: course.subtitle ?? '',
    slug: course.slug ?? String(course._id),
    short_description: course.short_description,
    domain: course.domain,
    level: course.level ?? null,
    stack: course.stack,
    price: toPrice(course.price),
    instructor_id: String(course.instructor_id),
    instructor_name: course.instructor_name,
    status: course.status,
    total_lessons: course.total_lessons,
    total_duration_hours: toHours(course.total_duration_seconds),
    enrollments_count: course.enrollments_count,
    students_count: course.enrollments_count,
    average_rating: course.average_rating,
    reviews_count: course.reviews_count,
    keywords: course.keywords,
    image_url: course.image_url,
    thumbnail_url: course.media?.thumbnail?.url ?? null,
    category: course.category,
    language: course.language,
    created_at: course.created_at,
    updated_at: course.updated_at,
    published_at: course.published_at,
  };
}

/** A course by itself: what everybody may see of it who may see it at all. */
export function toCourseReply(course: Course, modules: ModuleReply[]): CourseReply {
  return {
    ...toCourseCard(course),
    description: course.description,
    description_short: course.short_description,
    description_long: course.description_long || toParagraphs(course.description),
    compatibility_versions: course.compatibility_versions ?? [],
    prerequisites: course.prerequisites ?? [],
    learning_objectives: course.learning_objectives ?? [],
    rating_distribution: toDistribution(course.rating_counts),
    header_image_url: course.media?.header?.url ?? null,
    intro_video_url: course.media?.['intro-video']?.url ?? null,
    modules,
  };
}

/** How many reviews gave each number of stars. */
export function toDistribution(counts: Partial<RatingDistribution> | undefined): RatingDistribution {
  return Object.fromEntries(
    STARS.map((star) => [star, Math.max(0, counts?.[star] ?? 0)]),
  ) as RatingDistribution;
}

/** Seconds as hours with two decimals. */
function toHours(seconds: number): number {
  return Math.round(seconds / 36) / 100;
}
