import { CatalogueError, type ErrorDetail } from '@har/errors';

const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 128;

/** One form for what looks the same, so that a password typed on another keyboard is the same password. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * 8 to 128 characters, an upper-case letter, a number (001 §SERVICE 1 B).
 *
 * @param field the field of the body that holds it, for the details
 * @throws CatalogueError WEAK_PASSWORD listing every rule that is broken
 */
export function assertStrongPassword(password: string, field: string): void {
  const characters = [...normalizePassword(password)].length;
  const details: ErrorDetail[] = [];
  const broken = (message: string) => details.push({ field: `body.${field}`, message });
  if (characters < MIN_CHARACTERS) broken(`needs at least ${MIN_CHARACTERS} characters`);
  if (characters > MAX_CHARACTERS) broken(`has more than ${MAX_CHARACTERS} characters`);
  if (!/\p{Lu}/u.test(password)) broken('needs an upper-case letter');
  if (!/\p{Nd}/u.test(password)) broken('needs a number');
  if (details.length > 0) throw new CatalogueError('WEAK_PASSWORD', {}, details);
}
