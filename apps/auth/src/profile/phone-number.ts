import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { CatalogueError } from '@har/errors';

/**
 * A phone number in E.164, `+33612345678`, by the numbering plan of its country.
 *
 * @param country ISO 3166-1 alpha-2, for numbers without a country code
 * @throws CatalogueError VALIDATION_FAILED when it is no number of any country, or has an extension
 */
export function toE164(text: string, country: string | null | undefined): string {
  const phone = parsePhoneNumberFromString(text, {
    defaultCountry: (country ?? undefined) as CountryCode | undefined,
    extract: false,
  });
  if (phone?.isValid() && phone.ext === undefined) return phone.number;
  throw new CatalogueError('VALIDATION_FAILED', {}, [
    { field: 'body.phone_number', message: 'must be a phone number, with its country code or a country' },
  ]);
}
