import type { QueryFilter } from 'mongoose';
import type { CatalogueQuery, CatalogueSort } from '@har/contracts';
import type { StoredCourse } from '../course/course.schema';
import { toMinor } from '../course/price';
import { ALL_COURSES, facetOf, stackFacet } from './facets';

/** Which published courses are asked for. Amounts are in the smallest unit of the course's currency. */
export interface CatalogueFilter {
  /** All of them must be a course's; the first is looked up in an index. */
  readonly facets: readonly [string, ...string[]];
  readonly price_min?: number;
  readonly price_max?: number;
  readonly rating_min?: number;
}

type FilterQuery = Pick<
  CatalogueQuery,
  'domain' | 'stack' | 'language' | 'level' | 'price_min' | 'price_max' | 'free' | 'rating'
>;

export function toCatalogueFilter(query: FilterQuery): CatalogueFilter {
  const { domain, language, free, level, stack, price_min, price_max, rating } = query;
  const combined = facetOf({ domain, language, free, level });
  // A stack has fewer courses than a domain or a language has.
  const others = combined === ALL_COURSES ? [] : [combined];
  return {
    facets: stack === undefined ? [combined] : [stackFacet(stack), ...others],
    ...(price_min !== undefined && price_min > 0 && { price_min: toMinor(price_min) }),
    ...(price_max !== undefined && { price_max: toMinor(price_max) }),
    ...(rating !== undefined && rating > 0 && { rating_min: rating }),
  };
}

/** Whether it asks for a range, which no facet answers. */
export function hasRange({ price_min, price_max, rating_min }: CatalogueFilter): boolean {
  return price_min !== undefined || price_max !== undefined || rating_min !== undefined;
}

export function toMongoFilter(filter: CatalogueFilter): QueryFilter<StoredCourse> {
  const [first, ...others] = filter.facets;
  const price = {
    ...(filter.price_min !== undefined && { $gte: filter.price_min }),
    ...(filter.price_max !== undefined && { $lte: filter.price_max }),
  };
  return {
    facets: others.length > 0 ? { $all: [first, ...others] } : first,
    ...(Object.keys(price).length > 0 && { 'price.amount_minor': price }),
    ...(filter.rating_min !== undefined && { average_rating: { $gte: filter.rating_min } }),
  };
}

/** Each is the tail of an index that begins with `facets`. */
export const SORT_KEYS: Record<CatalogueSort, Record<string, -1>> = {
  popular: { enrollments_count: -1, _id: -1 },
  newest: { published_at: -1, _id: -1 },
  rating: { average_rating: -1, reviews_count: -1, _id: -1 },
};
