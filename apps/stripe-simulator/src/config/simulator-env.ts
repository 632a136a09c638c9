import Joi from 'joi';

/** The simulator's configuration. Secrets that are absent are not checked: any test key is taken. */
export interface SimulatorEnv {
  readonly NODE_ENV: 'development' | 'production' | 'test';
  readonly HOST: string;
  /** 0 takes a free port. */
  readonly PORT: number;
  readonly LOG_LEVEL: 'error' | 'warn' | 'info' | 'debug';
  /** Absent: the state lives in memory. */
  readonly MONGODB_URI?: string;
  readonly MONGODB_DATABASE_PREFIX: string;
  readonly STRIPE_SECRET_KEY?: string;
  readonly STRIPE_PUBLISHABLE_KEY?: string;
  /** Where every event is sent, signed with STRIPE_WEBHOOK_SECRET. */
  readonly WEBHOOK_URL?: string;
  readonly STRIPE_WEBHOOK_SECRET?: string;
  /** Milliseconds until the first repetition of a webhook that was not answered 2xx; doubles with each. */
  readonly WEBHOOK_RETRY_MS: number;
  /** Where a browser finds the pages; absent: the host that the API was called at. */
  readonly SIMULATOR_PUBLIC_URL?: string;
}

const webUrl = Joi.string().uri({ scheme: ['http', 'https'] });

export const SIMULATOR_ENV_SCHEMA = Joi.object<SimulatorEnv, true>({
  NODE_ENV: Joi.string().valid('development', 'production', 'test').default('development'),
  HOST: Joi.string().default('127.0.0.1'),
  PORT: Joi.number().port().default(4242),
  LOG_LEVEL: Joi.string().valid('error', 'warn', 'info', 'debug').default('info'),
  MONGODB_URI: Joi.string().uri({ scheme: ['mongodb', 'mongodb+srv'] }),
  MONGODB_DATABASE_PREFIX: Joi.string()
    .pattern(/^[a-z0-9_-]*$/i)
    .default('har_'),
  STRIPE_SECRET_KEY: Joi.string().pattern(/^sk_test_/),
  STRIPE_PUBLISHABLE_KEY: Joi.string().pattern(/^pk_test_/),
  WEBHOOK_URL: webUrl,
  STRIPE_WEBHOOK_SECRET: Joi.string().when('WEBHOOK_URL', { is: Joi.exist(), then: Joi.required() }),
  WEBHOOK_RETRY_MS: Joi.number().integer().min(1).default(500),
  SIMULATOR_PUBLIC_URL: webUrl,
});

export const SIMULATOR_ENV = Symbol('SimulatorEnv');
