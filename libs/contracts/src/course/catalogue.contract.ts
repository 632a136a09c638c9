import Joi from 'joi';
import { line, PAGE_QUERY, PAGINATION, route, type PageQuery, type Pagination } from '@har/routing';
import { EXAMPLE_CARD } from './course-examples';
import { DOMAINS, type Domain } from './course-offer.contract';
import {
  COURSE_CARD,
  COURSE_LANGUAGES,
  COURSE_LEVELS,
  type CourseCard,
  type CourseLanguage,
  type CourseLevel,
} from './course-reply';

export const CATALOGUE_SORTS = ['popular', 'newest', 'rating'] as const;
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number];

export interface CatalogueQuery extends PageQuery {
  domain?: Domain;
  stack?: string;
  language?: CourseLanguage;
  level?: CourseLevel;
  /** Amounts in units of the course's currency. */
  price_min?: number;
  price_max?: number;
  free?: boolean;
  /** The lowest average rating, 0 to 5. */
  rating?: number;
  search?: string;
  sort_by?: CatalogueSort;
}

export const listCourses = route({
  name: 'catalogue.list',
  service: 'course',
  method: 'GET',
  path: '/courses',
  access: 'public',
  sheddable: true,
  tag: 'Courses',
  summary: 'The published courses: filtered, searched, sorted, paged',
  description:
    'Without `sort_by`, a search is ordered by relevance and everything else by `newest`. `search` looks in title, ' +
    'keywords, descriptions and instructor, in French and English, without regard to case, accents and word endings, ' +
    'and forgives typing errors. `total` is exact without filters and by domain, language, level, stack or `free`; with ' +
    'other filters, several of them or a search it stops at a bound.',
  query: Joi.object<CatalogueQuery>({
    ...PAGE_QUERY,
    domain: Joi.string().valid(...DOMAINS),
    stack: line(50),
    language: Joi.string().valid(...COURSE_LANGUAGES),
    level: Joi.string().valid(...COURSE_LEVELS),
    price_min: Joi.number().min(0).max(100_000),
    price_max: Joi.number().min(0).max(100_000),
    free: Joi.boolean(),
    rating: Joi.number().min(0).max(5),
    search: Joi.string().trim().allow('').max(200),
    sort_by: Joi.string().valid(...CATALOGUE_SORTS),
  }),
  reply: Joi.object<{ courses: CourseCard[]; pagination: Pagination }, true>({
    courses: Joi.array().items(COURSE_CARD).required(),
    pagination: PAGINATION.required(),
  }),
  cache: { keys: () => ['catalogue'] },
  example: {
    query: { domain: 'Excel', search: 'pivot tables' },
    reply: { courses: [EXAMPLE_CARD], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});
