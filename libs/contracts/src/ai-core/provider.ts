import Joi from 'joi';

/** Who made an answer: the academy itself, or the language model that it was given. */
export type Provider = 'embedded' | 'llm';

export const PROVIDER = Joi.string().valid('embedded', 'llm');

/** `llm_fallback`: a language model is configured, but gave nothing that could be used; the answer was made without it. */
export const WARNINGS = Joi.array().items(Joi.string().valid('llm_fallback'));
