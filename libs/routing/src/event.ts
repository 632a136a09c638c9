import type Joi from 'joi';
import type { ServiceName } from './contract';

/** Declares a fact that a service tells the others. */
export interface EventContract<T = unknown> {
  readonly kind: 'event';
  /** `course.published` */
  readonly type: string;
  /** The service that tells it: one stream a service. */
  readonly topic: ServiceName;
  readonly payload: Joi.ObjectSchema<T>;
  /** Surrogate keys of cached answers that it makes stale. */
  readonly purges?: (payload: T) => readonly string[];
  readonly summary: string;
}

export function event<T>(contract: Omit<EventContract<T>, 'kind'>): EventContract<T> {
  return { ...contract, kind: 'event' };
}

export type PayloadOf<E> = E extends EventContract<infer T> ? T : never;
