import type { StoredPrice } from '../course/course.schema';
import { facetOf, facetsOf, stackFacet, subscriptionFacet } from './facets';

const price = (changes: Partial<StoredPrice> = {}): StoredPrice => ({
  amount_minor: 0,
  currency: 'EUR',
  pricing_model: 'one-time',
  ...changes,
});

it('names every combination of filters', () => {
  expect(facetOf({})).toBe('all');
  expect(facetOf({ domain: 'R', language: 'fr', free: true })).toBe('domain=R&language=fr&free');
  expect(facetOf({ free: false })).toBe('paid');
  expect(facetOf({ domain: 'R', level: 'expert' })).toBe('domain=R&level=expert');
});

it('gives a published course each combination that finds it, and its stack', () => {
  const course = {
    status: 'published',
    domain: 'R',
    language: 'fr',
    level: null,
    stack: ['Tidyverse', 'tidyverse'],
    price: price(),
  } as const;
  expect(facetsOf({ ...course, stack: [...course.stack] }).sort()).toEqual(
    [
      'all',
      'domain=R',
      'domain=R&free',
      'domain=R&language=fr',
      'domain=R&language=fr&free',
      'free',
      'language=fr',
      'language=fr&free',
      'stack=tidyverse',
    ].sort(),
  );
});

it('has a level in every combination too', () => {
  const course = { status: 'published', domain: 'R', language: 'fr', stack: [], price: price() } as const;
  const facets = facetsOf({ ...course, level: 'beginner', stack: [] });
  expect(facets).toHaveLength(16);
  expect(facets).toEqual(
    expect.arrayContaining(['level=beginner', 'domain=R&language=fr&free&level=beginner']),
  );
});

it('tells courses that plans open', () => {
  const priced = price({ amount_minor: 100, pricing_model: 'subscription' });
  const facets = facetsOf({
    status: 'published',
    domain: 'Excel',
    language: 'en',
    level: null,
    stack: [],
    price: priced,
  });
  expect(facets).toEqual(expect.arrayContaining([subscriptionFacet(), subscriptionFacet('Excel'), 'paid']));
});

it.each(['draft', 'archived'] as const)('gives a course that is %s none', (status) => {
  expect(
    facetsOf({ status, domain: 'R', language: 'fr', level: 'expert', stack: ['R'], price: price() }),
  ).toEqual([]);
});

it('compares a stack without case, accents and outer space', () => {
  expect(stackFacet(' PÓwer Query ')).toBe('stack=power query');
});
