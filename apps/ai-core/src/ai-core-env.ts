import Joi from 'joi';
import { PLATFORM_ENV, STORE_ENV, type PlatformEnv, type StoreEnv } from '@har/env';

export interface AiCoreEnv extends PlatformEnv, StoreEnv {
  /** Of any server that speaks OpenAI's API, `https://api.openai.com/v1`; absent, everything is made without one. */
  LLM_BASE_URL?: string;
  LLM_API_KEY?: string;
  LLM_MODEL?: string;
  /** Of any server that speaks OpenAI's embeddings API; absent, the tutor finds passages by their words alone. */
  EMBEDDINGS_BASE_URL?: string;
  EMBEDDINGS_API_KEY?: string;
  EMBEDDINGS_MODEL?: string;
  /** Tokens that one user may use up a day; beyond, answers are made without the model. */
  LLM_DAILY_TOKENS: number;
}

/** To inject the service's configuration. */
export const AI_CORE_ENV = Symbol('AI_CORE_ENV');

export const AI_CORE_ENV_SCHEMA = Joi.object<AiCoreEnv>({
  ...PLATFORM_ENV,
  ...STORE_ENV,
  LLM_BASE_URL: Joi.string().uri({ scheme: ['http', 'https'] }),
  LLM_API_KEY: Joi.string(),
  LLM_MODEL: Joi.string(),
  LLM_DAILY_TOKENS: Joi.number().integer().min(0).default(50_000),
  EMBEDDINGS_BASE_URL: Joi.string().uri({ scheme: ['http', 'https'] }),
  EMBEDDINGS_API_KEY: Joi.string(),
  EMBEDDINGS_MODEL: Joi.string(),
})
  .and('LLM_BASE_URL', 'LLM_API_KEY', 'LLM_MODEL')
  .and('EMBEDDINGS_BASE_URL', 'EMBEDDINGS_API_KEY', 'EMBEDDINGS_MODEL');
