import type { OpenCheckout } from '@har/contracts';
import { CatalogueError } from '@har/errors';

const DONE = '/checkout/done?session_id={CHECKOUT_SESSION_ID}';
const CANCELLED = '/checkout/cancelled';

/**
 * Where a browser comes back to: what it asked for, if that is under one of the front ends.
 *
 * @param frontends `FRONTEND_URL`: addresses separated by commas
 * @throws CatalogueError RETURN_URL_NOT_ALLOWED
 */
export function returnUrls(
  { success_url, cancel_url }: Pick<OpenCheckout, 'success_url' | 'cancel_url'>,
  frontends: string,
): { success_url: string; cancel_url: string } {
  return {
    success_url: allowedUrl('success_url', success_url, frontends) ?? firstOf(frontends) + DONE,
    cancel_url: allowedUrl('cancel_url', cancel_url, frontends) ?? firstOf(frontends) + CANCELLED,
  };
}

/** @throws CatalogueError RETURN_URL_NOT_ALLOWED */
export function returnUrl(wanted: string | undefined, frontends: string): string {
  return allowedUrl('return_url', wanted, frontends) ?? firstOf(frontends);
}

function allowedUrl(field: string, wanted: string | undefined, frontends: string): string | undefined {
  if (wanted === undefined) return undefined;
  if (listOf(frontends).some((frontend) => isUnder(wanted, frontend))) return wanted;
  throw new CatalogueError('RETURN_URL_NOT_ALLOWED', { field });
}

/** The same origin, and the path of the front end or one below it. */
function isUnder(wanted: string, frontend: string): boolean {
  if (!URL.canParse(wanted) || !URL.canParse(frontend)) return false;
  const [url, base] = [new URL(wanted), new URL(frontend)];
  const folder = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  const below = url.pathname === base.pathname || url.pathname.startsWith(folder);
  return url.origin === base.origin && below && url.username === '' && url.password === '';
}

function listOf(frontends: string): string[] {
  return frontends.split(',').map((address) => address.trim());
}

function firstOf(frontends: string): string {
  return listOf(frontends)[0]!.replace(/\/$/, '');
}
