import Joi from 'joi';
import { PLATFORM_ENV, STORE_ENV, type PlatformEnv, type StoreEnv } from '@har/env';

export interface AuthEnv extends PlatformEnv, StoreEnv {
  /** Encrypts signing keys at rest; refresh and reset tokens are made with keys derived from it. */
  KEY_ENCRYPTION_SECRET: string;
  /** The administrator that needs no account in the database; both or neither. */
  ADMIN_EMAIL?: string;
  ADMIN_PASSWORD?: string;
  /** Without it mails are written to DATA_DIR/mail. */
  SMTP_URL?: string;
  MAIL_FROM: string;
  /** `standard` is 001 to the letter, `strict` the safer rule where 001 asks for a weaker one. */
  SECURITY_PROFILE: 'standard' | 'strict';
  ACCESS_TOKEN_TTL_SECONDS: number;
  REFRESH_TOKEN_TTL_SECONDS: number;
}

/** To inject the service's configuration. */
export const AUTH_ENV = Symbol('AUTH_ENV');

export const AUTH_ENV_SCHEMA = Joi.object<AuthEnv>({
  ...PLATFORM_ENV,
  ...STORE_ENV,
  KEY_ENCRYPTION_SECRET: Joi.string().min(32).required(),
  ADMIN_EMAIL: Joi.string().trim().lowercase().normalize('NFC').email({ tlds: false }),
  ADMIN_PASSWORD: Joi.string()
    .min(8)
    .max(128)
    .pattern(/\p{Lu}/u, 'upper-case letter')
    .pattern(/\p{Nd}/u, 'number'),
  SMTP_URL: Joi.string().uri({ scheme: ['smtp', 'smtps'] }),
  MAIL_FROM: Joi.string().default('Har Academy <no-reply@har.academy>'),
  SECURITY_PROFILE: Joi.string().valid('standard', 'strict').default('standard'),
  ACCESS_TOKEN_TTL_SECONDS: Joi.number().integer().min(1).default(86_400),
  REFRESH_TOKEN_TTL_SECONDS: Joi.number().integer().min(1).default(604_800),
}).and('ADMIN_EMAIL', 'ADMIN_PASSWORD');
