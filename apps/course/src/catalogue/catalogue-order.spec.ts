import { Types } from 'mongoose';
import { compareBy, type Sortable } from './catalogue-order';

const course = (changes: Partial<Sortable>): Sortable => ({
  _id: new Types.ObjectId(),
  enrollments_count: 0,
  average_rating: 0,
  reviews_count: 0,
  published_at: null,
  ...changes,
});

it.each([
  ['popular', { enrollments_count: 2 }, { enrollments_count: 1 }],
  ['newest', { published_at: new Date(2) }, { published_at: new Date(1) }],
  ['newest', { published_at: new Date(2) }, {}],
  ['rating', { average_rating: 4.5 }, { average_rating: 4.4, reviews_count: 100 }],
  ['rating', { average_rating: 4, reviews_count: 2 }, { average_rating: 4, reviews_count: 1 }],
] as const)('by %s', (sort, first, second) => {
  const [a, b] = [course(first), course(second)];
  expect([b, a].sort(compareBy(sort))).toEqual([a, b]);
});

it('puts the later id first where all else is equal, as the indexes do', () => {
  const older = course({ _id: new Types.ObjectId('0000000000000000000000aa') });
  const newer = course({ _id: new Types.ObjectId('0000000000000000000000ab') });
  expect([older, newer].sort(compareBy('popular'))).toEqual([newer, older]);
});
