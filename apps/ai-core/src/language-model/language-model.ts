import type Joi from 'joi';

/** What a model is asked. The schema is told to the model, and what it answers is held against it. */
export interface ModelQuestion<T> {
  /** Names the schema to the model: letters, digits, `_`. */
  name: string;
  instructions: string;
  content: string;
  schema: Joi.ObjectSchema<T>;
  /** Longest answer, in tokens. */
  max_tokens: number;
  /** Milliseconds until it is given up, a second try included. */
  deadline_ms: number;
}

export interface ModelAnswer<T> {
  value: T;
  /** Tokens of question and answer, as the provider counts them. */
  tokens: number;
}

/** A language model, whoever runs it. */
export interface LanguageModel {
  /** @throws LanguageModelError */
  ask<T>(question: ModelQuestion<T>): Promise<ModelAnswer<T>>;
}

/** To inject the model, or undefined where none is configured. */
export const LANGUAGE_MODEL = Symbol('LANGUAGE_MODEL');

export type ModelFailure =
  'deadline' | 'refused' | 'unreachable' | 'invalid' | 'unguarded' | 'budget' | 'resting';

/** Failures that say nothing about the server. */
const NOT_ITS_FAULT: readonly ModelFailure[] = ['budget', 'resting'];

/** The model gave nothing that can be used; never carries what it said. */
export class LanguageModelError extends Error {
  override readonly name = 'LanguageModelError';

  constructor(
    readonly failure: ModelFailure,
    readonly status?: number,
  ) {
    super(`language model: ${failure}${status === undefined ? '' : ` (${status})`}`);
  }

  /** Whether it counts against the server, which is left alone after several. */
  get isServersFault(): boolean {
    return !NOT_ITS_FAULT.includes(this.failure);
  }
}

/** What a server or a model said, held against a schema as it is. @throws LanguageModelError invalid */
export function held<T>(schema: Joi.ObjectSchema<T>, value: unknown): T {
  const result: Joi.ValidationResult<T> = schema.required().validate(value, { convert: false });
  if (result.error) throw new LanguageModelError('invalid');
  return result.value;
}
