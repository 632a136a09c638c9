import type Joi from 'joi';
import { CatalogueError, type ErrorDetail } from '@har/errors';
import type { AnyContract } from './contract';

/** The three parts of a request as they came, before anything is known about them. */
export interface RawInput {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

export interface ValidInput {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
}

const PARTS = ['params', 'query', 'body'] as const;
const OPTIONS = { abortEarly: false };

/**
 * Checks all parts against the contract and converts them; where it declares no schema, nothing is accepted.
 *
 * @throws CatalogueError VALIDATION_FAILED listing every failing field as `body.price.amount`
 */
export function validateInput(contract: AnyContract, raw: RawInput): ValidInput {
  const details: ErrorDetail[] = [];
  const valid: ValidInput = { params: {}, query: {}, body: {} };
  for (const part of PARTS) {
    const schema = contract[part] as Joi.ObjectSchema<Record<string, unknown>> | undefined;
    if (schema) valid[part] = validatePart(schema, raw[part], part, details);
    else rejectUndeclared(raw[part], part, details);
  }
  if (details.length > 0) throw new CatalogueError('VALIDATION_FAILED', {}, details);
  return valid;
}

function validatePart(
  schema: Joi.ObjectSchema<Record<string, unknown>>,
  value: unknown,
  part: string,
  details: ErrorDetail[],
): Record<string, unknown> {
  const result = requiredOf(schema).validate(value ?? {}, OPTIONS);
  for (const detail of result.error?.details ?? []) {
    details.push({ field: [part, ...detail.path].join('.'), message: withoutLabel(detail) });
  }
  const converted = result.value as Record<string, unknown>;
  if (part === 'body') rejectCoerced(value, converted, [part], details);
  return converted;
}

type AnyPart = Joi.ObjectSchema<Record<string, unknown>>;

const required = new WeakMap<AnyPart, AnyPart>();

/** A schema is copied by `required()`, which costs as much as a validation: each is copied once. */
function requiredOf(schema: AnyPart): AnyPart {
  const known = required.get(schema);
  if (known) return known;
  const made = schema.required();
  required.set(schema, made);
  return made;
}

/** JSON says its types itself: a "5" where a number is due is a mistake, while params and query are always text. */
function rejectCoerced(
  given: unknown,
  converted: unknown,
  path: readonly string[],
  details: ErrorDetail[],
): void {
  if (typeof converted === 'number' || typeof converted === 'boolean') {
    if (given !== undefined && typeof given !== typeof converted) {
      details.push({ field: path.join('.'), message: `must be a ${typeof converted}` });
    }
    return;
  }
  if (converted === null || typeof converted !== 'object' || given === null || typeof given !== 'object')
    return;
  for (const [key, item] of Object.entries(converted)) {
    rejectCoerced((given as Record<string, unknown>)[key], item, [...path, key], details);
  }
}

function rejectUndeclared(value: unknown, part: string, details: ErrorDetail[]): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object') {
    details.push({ field: part, message: 'is not allowed' });
    return;
  }
  for (const field of Object.keys(value))
    details.push({ field: `${part}.${field}`, message: 'is not allowed' });
}

function withoutLabel(detail: Joi.ValidationErrorItem): string {
  return detail.message.replace(/^"[^"]*" /, '');
}
