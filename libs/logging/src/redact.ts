import { sourceLines } from './source-lines';

const SECRET_KEY =
  /^(password(_hash)?|old_password|new_password|token|refresh_token|access_token|authorization|cookie|secret|client_secret|stripe_signature|card|private_key)$/i;
const SECRET_TEXT =
  /(eyJ[\w-]{8,}\.[\w-]+\.[\w-]+|sk_(?:test|live)_\w+|whsec_\w+|(?<=:\/\/[^:/@\s]{0,64}:)[^@\s/]{1,256}(?=@))/g;
const MAX_DEPTH = 6;

/**
 * A copy of a log record without secrets: by the name of a field, and by the look of a text (tokens, keys, URLs). Stack
 * traces name the sources.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return sourceLines(value).replace(SECRET_TEXT, '[redacted]');
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error)
    return { name: value.name, message: redact(value.message), stack: redact(value.stack) };
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEY.test(key) ? '[redacted]' : redact(item, depth + 1),
    ]),
  );
}
