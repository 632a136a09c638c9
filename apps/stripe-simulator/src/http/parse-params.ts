import type BaseJoi from 'joi';
import { invalidRequest, type StripeError } from './stripe-error';

/**
 * Validates and converts the parameters of a request (texts to numbers and booleans).
 *
 * @throws StripeError 400 in Stripe's words for the first parameter that does not fit
 */
export function parseParams<T>(schema: BaseJoi.ObjectSchema<T>, params: unknown): T {
  const result = schema.validate(params ?? {}, { abortEarly: true });
  const detail = result.error?.details[0];
  if (detail) throw toStripeError(detail);
  return result.value as T;
}

function toStripeError({ type, path, message, context }: BaseJoi.ValidationErrorItem): StripeError {
  const param = paramName(path);
  const given = (context as { value?: unknown } | undefined)?.value;
  const shown = typeof given === 'string' || typeof given === 'number' ? String(given) : '';
  switch (type) {
    case 'any.required':
      return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    case 'object.unknown':
      return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
    case 'number.base':
    case 'number.integer':
    case 'number.min':
    case 'number.max':
    case 'number.unsafe':
      return invalidRequest(`Invalid integer: ${shown}`, { code: 'parameter_invalid_integer', param });
    case 'string.empty': {
      const reason = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;
      return invalidRequest(reason, { code: 'parameter_invalid_empty', param });
    }
    default:
      return invalidRequest(`Invalid ${param}: ${message}`, { param });
  }
}

/** ['items', 0, 'price'] → `items[0][price]` */
function paramName([first, ...rest]: readonly (string | number)[]): string {
  return `${String(first ?? '')}${rest.map((part) => `[${part}]`).join('')}`;
}
