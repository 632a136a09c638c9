import type { Types } from 'mongoose';
import type { CatalogueSort } from '@har/contracts';

export interface Sortable {
  _id: Types.ObjectId;
  enrollments_count: number;
  average_rating: number;
  reviews_count: number;
  published_at: Date | null;
}

/** The order of the catalogue's indexes, for courses that are in memory already. */
export function compareBy(sort: CatalogueSort): (a: Sortable, b: Sortable) => number {
  const keys = KEYS[sort];
  return (a, b) => {
    for (const key of keys) {
      const difference = key(b) - key(a);
      if (difference !== 0) return difference;
    }
    return String(b._id).localeCompare(String(a._id));
  };
}

const KEYS: Record<CatalogueSort, readonly ((course: Sortable) => number)[]> = {
  popular: [(course) => course.enrollments_count],
  newest: [(course) => course.published_at?.getTime() ?? 0],
  rating: [(course) => course.average_rating, (course) => course.reviews_count],
};
