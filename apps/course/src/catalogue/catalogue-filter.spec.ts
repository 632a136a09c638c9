import { hasRange, toCatalogueFilter, toMongoFilter } from './catalogue-filter';

it('looks up the combination of what has few values', () => {
  const filter = toCatalogueFilter({ domain: 'R', language: 'en' });
  expect(filter).toEqual({ facets: ['domain=R&language=en'] });
  expect(toMongoFilter(filter)).toEqual({ facets: 'domain=R&language=en' });
  expect(hasRange(filter)).toBe(false);
});

it('looks up a stack first', () => {
  const filter = toCatalogueFilter({ stack: 'VBA', free: false });
  expect(toMongoFilter(filter)).toEqual({ facets: { $all: ['stack=vba', 'paid'] } });
});

it('turns amounts into cents, and leaves out bounds that bind nothing', () => {
  const filter = toCatalogueFilter({ price_min: 9.99, price_max: 20, rating: 4 });
  expect(toMongoFilter(filter)).toEqual({
    facets: 'all',
    'price.amount_minor': { $gte: 999, $lte: 2000 },
    average_rating: { $gte: 4 },
  });
  expect(hasRange(filter)).toBe(true);
  expect(hasRange(toCatalogueFilter({ price_min: 0, rating: 0 }))).toBe(false);
  expect(hasRange(toCatalogueFilter({ price_max: 0 }))).toBe(true);
});
