import type { AnyContract, AnyRoute } from './contract';
import type { EventContract } from './event';

/** The contracts among the exports of a module, routes and calls alike. */
export function contractsIn(exports: object): AnyContract[] {
  return Object.values(exports).filter(
    (value): value is AnyContract => isKind(value, 'route') || isKind(value, 'call'),
  );
}

export function routesIn(exports: object): AnyRoute[] {
  return Object.values(exports).filter((value): value is AnyRoute => isKind(value, 'route'));
}

export function eventsIn(exports: object): EventContract[] {
  return Object.values(exports).filter((value): value is EventContract => isKind(value, 'event'));
}

function isKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === kind;
}
