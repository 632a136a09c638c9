import type Joi from 'joi';

/** The environment does not fit: names what is missing or weak, never a value. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/**
 * Reads and validates the environment once, by a Joi object schema; unknown variables are ignored.
 *
 * @param schema an object schema with defaults, one key a variable
 * @param source the environment, `process.env` by default; empty strings count as absent
 * @throws EnvError naming every variable that is missing or invalid, with the rule it breaks
 */
export function readEnv<T>(schema: Joi.ObjectSchema<T>, source: NodeJS.ProcessEnv = process.env): T {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.validate(present, {
    abortEarly: false,
    stripUnknown: true,
    errors: { render: false },
  });
  if (!result.error) return result.value;
  const reasons = result.error.details.map((detail) => `${nameOf(detail)} (${ruleOf(detail)})`);
  throw new EnvError(`Set these environment variables and start again: ${reasons.join(', ')}`);
}

/** The variable at fault; of several that go together, those that are missing. */
function nameOf({ path, context }: Joi.ValidationErrorItem): string {
  const missing = (context as { missing?: string[] } | undefined)?.missing;
  return path.length > 0 ? path.join('.') : (missing?.join(', ') ?? 'the environment');
}

function ruleOf(detail: Joi.ValidationErrorItem): string {
  const limit = (detail.context as { limit?: unknown } | undefined)?.limit;
  switch (detail.type) {
    case 'any.required':
      return 'is missing';
    case 'object.and':
      return `goes with ${String((detail.context as { present?: string[] }).present?.join(', '))}`;
    case 'string.min':
      return `needs at least ${String(limit)} characters`;
    case 'any.only':
      return `must be one of ${String((detail.context as { valids?: unknown[] }).valids?.join(' | '))}`;
    default:
      return `breaks the rule ${detail.type}`;
  }
}
