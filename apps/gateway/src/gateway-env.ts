import Joi from 'joi';
import { PLATFORM_ENV, type PlatformEnv } from '@har/env';

export interface GatewayEnv extends PlatformEnv {
  /** How many proxies stand in front of the gateway; X-Forwarded-For is believed for so many hops and no more. */
  TRUSTED_PROXIES: number;
  /** Requests that one user, or one address without a token, may make a minute. */
  RATE_LIMIT_PER_MINUTE: number;
  CACHE_MAX_MB: number;
  CACHE_TTL_MS: number;
  DRAIN_DELAY_MS: number;
  /** Whether what can wait is refused under load; off only where a test must be served on a busy machine. */
  LOAD_SHEDDING: boolean;
}

export const GATEWAY_ENV = Joi.object<GatewayEnv>({
  ...PLATFORM_ENV,
  TRUSTED_PROXIES: Joi.number().integer().min(0).max(10).default(0),
  RATE_LIMIT_PER_MINUTE: Joi.number().integer().min(1).default(6_000),
  CACHE_MAX_MB: Joi.number().integer().min(1).default(32),
  CACHE_TTL_MS: Joi.number().integer().min(0).default(1_000),
  DRAIN_DELAY_MS: Joi.number().integer().min(0).default(0),
  LOAD_SHEDDING: Joi.boolean().default(true),
});
