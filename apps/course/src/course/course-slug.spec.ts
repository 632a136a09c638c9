import fc from 'fast-check';
import { firstFree, isMadeOf, movedTo, slugOf } from './course-slug';

describe('slugOf', () => {
  it.each([
    ['Excel : nettoyer, croiser & présenter', 'excel-nettoyer-croiser-presenter'],
    ['L’été en Œuvre — ÇA !', 'l-ete-en-oeuvre-ca'],
    ['  Straße 66  ', 'strasse-66'],
    ['C++', 'course-c'],
    ['日本語の本', 'course'],
    ['WINDEV 25: first steps', 'windev-25-first-steps'],
  ])('makes %s into %s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('is always an address that a contract takes, with room for a suffix', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const slug = slugOf(title);
        expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(slug.length).toBeGreaterThanOrEqual(3);
        expect(slug.length).toBeLessThanOrEqual(88);
      }),
    );
    expect(slugOf('word '.repeat(60))).toMatch(/^(word-)+word$/);
    expect(slugOf('x'.repeat(200))).toBe('x'.repeat(88));
  });
});

it('numbers what is taken from 2', () => {
  expect(firstFree('sql', new Set())).toBe('sql');
  expect(firstFree('sql', new Set(['sql', 'sql-2', 'sql-4']))).toBe('sql-3');
});

it('knows a slug that was made from one that was chosen', () => {
  expect(isMadeOf('sql-from-zero', 'SQL from zero')).toBe(true);
  expect(isMadeOf('sql-from-zero-12', 'SQL from zero')).toBe(true);
  expect(isMadeOf('sql-from-zero-0a1b2c3d', 'SQL from zero')).toBe(true);
  expect(isMadeOf('learn-sql', 'SQL from zero')).toBe(false);
  expect(isMadeOf('sql-from-zero-today', 'SQL from zero')).toBe(false);
});

it('keeps former slugs, the present one last and each once', () => {
  expect(movedTo('b', { slugs: ['a'] })).toEqual({ slug: 'b', slugs: ['a', 'b'] });
  expect(movedTo('a', { slugs: ['a', 'b'] })).toEqual({ slug: 'a', slugs: ['b', 'a'] });
  const many = Array.from({ length: 30 }, (_, i) => `s${i}`);
  expect(movedTo('new', { slugs: many }).slugs).toHaveLength(20);
});
