import type { ApiClient } from '@har/testing';
import { EVERY_SERVICE, type Platform } from './platform';

/** Every HTTP port that serves routes: the gateway's, and each service's own. */
export function doorsOf(platform: Platform): { name: string; api: ApiClient }[] {
  const services = EVERY_SERVICE.filter((name) => name !== 'stripe-simulator');
  return ['gateway' as const, ...services].map((name) => ({ name, api: platform.academy.apiOf(name) }));
}
