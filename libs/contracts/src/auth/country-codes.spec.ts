import { COUNTRY_CODES } from './country-codes';

it('are 249 codes that the world knows, in order, each once', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(COUNTRY_CODES.filter((code) => names.of(code) === undefined)).toEqual([]);
  expect(COUNTRY_CODES).toEqual([...new Set(COUNTRY_CODES)].sort());
  expect(COUNTRY_CODES).toHaveLength(249);
  expect(COUNTRY_CODES).not.toContain('UK');
});
