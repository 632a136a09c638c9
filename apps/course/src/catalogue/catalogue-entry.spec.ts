import { Types } from 'mongoose';
import type { CatalogueEntryChanged } from '@har/contracts';
import type { Course } from '../course/course.schema';
import { catalogueEntryEvents, catalogueFieldsOf } from './catalogue-entry';

const COURSE = {
  _id: new Types.ObjectId(),
  title: 'Clean data',
  description: 'Clean data with formulas.',
  short_description: '',
  domain: 'Excel',
  stack: [],
  keywords: [],
  category: '',
  language: 'en',
  instructor_name: 'Ada',
  status: 'published',
  price: { amount_minor: 0, currency: 'EUR', pricing_model: 'one-time' },
} as unknown as Course;

const payloadOf = (before: Course | undefined, after: Course) =>
  catalogueEntryEvents(before, after)[0]?.payload as CatalogueEntryChanged | undefined;

it('computes nothing for a course that is not published', () => {
  expect(catalogueFieldsOf({ ...COURSE, status: 'draft' })).toEqual({ facets: [], search_terms: [] });
  expect(catalogueFieldsOf(COURSE).search_terms).toEqual([
    't:clean',
    't:data',
    'k:excel',
    'k:ada',
    'd:formula',
  ]);
});

it('tells everything when a course is published, and the same back when it leaves', () => {
  const draft = { ...COURSE, status: 'draft' } as Course;
  const published = payloadOf(draft, COURSE)!;
  expect(published).toMatchObject({ removed_facets: [], removed_words: [], language: 'en' });
  expect(published.added_words).toEqual(['clean', 'data', 'excel', 'ada', 'formulas']);
  const left = payloadOf(COURSE, draft)!;
  expect([left.removed_facets, left.removed_words]).toEqual([published.added_facets, published.added_words]);
});

it('tells only what moved', () => {
  const priced = { ...COURSE, price: { ...COURSE.price, amount_minor: 100 } };
  expect(payloadOf(COURSE, priced)).toMatchObject({ added_words: [], removed_words: [] });
  expect(payloadOf(COURSE, priced)?.added_facets).toEqual(
    expect.arrayContaining(['paid', 'domain=Excel&paid']),
  );
  expect(payloadOf(COURSE, { ...COURSE, image_url: 'https://x.test' })).toBeUndefined();
});

it('tells every word again when the language changes: each has another stem', () => {
  const french = { ...COURSE, language: 'fr' } as Course;
  const payload = payloadOf(COURSE, french)!;
  expect(payload.language).toBe('fr');
  expect(payload.added_words).toEqual(expect.arrayContaining(['clean', 'data']));
  expect(payload.removed_words).toEqual(expect.arrayContaining(['clean', 'data']));
});
