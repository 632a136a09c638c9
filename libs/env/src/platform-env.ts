import Joi from 'joi';

/** What every process of the platform reads. Ports are TCP ports, URLs absolute. */
export interface PlatformEnv {
  NODE_ENV: 'development' | 'production' | 'test';
  HOST: string;
  PORT: number;
  LOG_LEVEL: 'error' | 'warn' | 'info' | 'debug';
  DATA_DIR: string;
  PUBLIC_URL: string;
  FRONTEND_URL: string;
  REDIS_URL: string;
  REDIS_NAMESPACE: string;
}

export interface StoreEnv {
  MONGODB_URI: string;
  MONGODB_DATABASE_PREFIX: string;
}

export const PLATFORM_ENV = {
  NODE_ENV: Joi.string().valid('development', 'production', 'test').default('development'),
  HOST: Joi.string().default('0.0.0.0'),
  PORT: Joi.number().port().required(),
  LOG_LEVEL: Joi.string().valid('error', 'warn', 'info', 'debug').default('info'),
  DATA_DIR: Joi.string().default('.data'),
  PUBLIC_URL: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .default('http://localhost:3000'),
  FRONTEND_URL: Joi.string().default('http://localhost:3000'),
  REDIS_URL: Joi.string()
    .uri({ scheme: ['redis', 'rediss'] })
    .required(),
  REDIS_NAMESPACE: Joi.string()
    .pattern(/^[a-z0-9_-]+$/i)
    .default('har'),
};

export const STORE_ENV = {
  MONGODB_URI: Joi.string()
    .uri({ scheme: ['mongodb', 'mongodb+srv'] })
    .required(),
  MONGODB_DATABASE_PREFIX: Joi.string()
    .pattern(/^[a-z0-9_-]*$/i)
    .default('har_'),
};
