import { foldText } from '@har/text-analysis';
import type { Course } from '../course/course.schema';

/** Filters that have few values: every combination of them is one facet, so that one index entry answers it. */
export interface FacetFilter {
  readonly domain?: string;
  readonly language?: string;
  readonly free?: boolean;
  readonly level?: string;
}

export const ALL_COURSES = 'all';

/** The one facet of a combination: `domain=R&language=fr&free`, or `all` without any. */
export function facetOf({ domain, language, free, level }: FacetFilter): string {
  const parts = [
    domain && `domain=${domain}`,
    language && `language=${language}`,
    free !== undefined && (free ? 'free' : 'paid'),
    level && `level=${level}`,
  ].filter(Boolean);
  return parts.join('&') || ALL_COURSES;
}

/** A stack is compared without case and accents. */
export function stackFacet(stack: string): string {
  return `stack=${foldText(stack.trim())}`;
}

/** The courses that a plan opens, of one domain or of all. */
export function subscriptionFacet(domain?: string): string {
  return domain ? `subscription&domain=${domain}` : 'subscription';
}

type Faceted = Pick<Course, 'status' | 'domain' | 'language' | 'level' | 'price' | 'stack'>;

/** Every facet that a course is found by; none unless it is published. */
export function facetsOf(course: Faceted): string[] {
  if (course.status !== 'published') return [];
  const free = course.price.amount_minor === 0;
  const facets = [undefined, course.domain].flatMap((domain) =>
    [undefined, course.language].flatMap((language) =>
      [undefined, free].flatMap((price) =>
        [undefined, course.level ?? undefined].map((level) =>
          facetOf({ domain, language, free: price, level }),
        ),
      ),
    ),
  );
  const plans =
    course.price.pricing_model === 'subscription'
      ? [subscriptionFacet(), subscriptionFacet(course.domain)]
      : [];
  return [...new Set([...facets, ...course.stack.map(stackFacet), ...plans])];
}
