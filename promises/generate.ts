import fc, { type Arbitrary } from 'fast-check';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Ids that exist, by the name of the field that may carry them. */
export type KnownIds = Readonly<Record<string, string>>;

const HOSTILE = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '‮evil',
  'null',
  '-1',
  '1e309',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '${7*7}',
  '{"$gt":""}',
  'a'.repeat(20_001),
  '😀'.repeat(300),
];

/** Anything JSON can say, and a little more than anybody expects. */
export const anything: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>({ $gt: '' }, { $ne: null }, [], [[]], [null], {}, true, -0, 1e308, 2 ** 53),
);

/** Values that a schema accepts, as far as JSON Schema can tell. */
export function valid(schema: JsonSchema, ids: KnownIds, field = ''): Arbitrary<unknown> {
  const { enum: values, anyOf, type } = schema as { enum?: unknown[]; anyOf?: JsonSchema[]; type?: unknown };
  if ('const' in schema) return fc.constant(schema.const);
  if (values) return fc.constantFrom(...values);
  if (anyOf) return fc.oneof(...anyOf.map((one) => valid(one, ids, field)));
  const types = [type ?? 'any'].flat() as string[];
  if (types.length > 1) return fc.oneof(...types.map((one) => valid({ ...schema, type: one }, ids, field)));
  switch (types[0]!) {
    case 'string':
      return text(schema, ids, field);
    case 'integer':
    case 'number':
      return number(schema, types[0] === 'integer');
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return list(schema, ids, field);
    case 'object':
      return record(schema, ids);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

/** The same with one thing wrong: a field of another kind, one too many, one too few, or no object at all. */
export function invalid(schema: JsonSchema, ids: KnownIds): Arbitrary<unknown> {
  const fields = Object.keys(schema.properties ?? {});
  const good = valid(schema, ids) as Arbitrary<Record<string, unknown>>;
  const undeclared = fc.tuple(good, fc.string({ minLength: 1 }), anything);
  const added = undeclared.map(([body, key, value]) => ({ ...body, [`x_${key}`]: value }));
  if (fields.length === 0) return fc.oneof(added, anything);
  const field = fc.constantFrom(...fields);
  const changed = fc.tuple(good, field, anything).map(([body, key, value]) => ({ ...body, [key]: value }));
  const removed = fc.tuple(good, field).map(([body, key]) => ({ ...body, [key]: undefined }));
  return fc.oneof({ arbitrary: changed, weight: 4 }, added, removed, anything);
}

/** Valid three times in five. */
export function either(schema: JsonSchema, ids: KnownIds): Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: valid(schema, ids), weight: 3 },
    { arbitrary: invalid(schema, ids), weight: 2 },
  );
}

function text(schema: JsonSchema, ids: KnownIds, field: string): Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = 200 } = schema as Record<string, never>;
  if (String(pattern).includes('[0-9a-f]{24}')) return id(ids, field);
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.webUrl({ validSchemes: ['https'] });
  if (format === 'date-time') return dates;
  if (String(pattern).startsWith('^pm_'))
    return fc.constantFrom('pm_card_visa', 'pm_card_chargeDeclined', 'pm_x');
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, minLength + 60)) };
  const unit = pattern ? fc.constantFrom(...'aZéß 7-’') : ('grapheme' as const);
  return fc.string({ ...length, unit });
}

const dates = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

function id(ids: KnownIds, field: string): Arbitrary<string> {
  const random = fc.string({ minLength: 24, maxLength: 24, unit: fc.constantFrom(...'0123456789abcdef') });
  const known = [...(ids[field] ? [ids[field], ids[field]] : []), ...Object.values(ids)];
  return known.length > 0 ? fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 4 }, random) : random;
}

function number(schema: JsonSchema, integer: boolean): Arbitrary<number> {
  const { minimum = -1_000_000, maximum = 1_000_000 } = schema as { minimum?: number; maximum?: number };
  if (integer)
    return fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.min(maximum, 2 ** 31 - 1)) });
  return fc.double({ min: minimum, max: maximum, noNaN: true }).map((value) => Math.round(value * 100) / 100);
}

function list(schema: JsonSchema, ids: KnownIds, field: string): Arbitrary<unknown[]> {
  const { items = {}, minItems = 0, maxItems = 5 } = schema as Record<string, never>;
  const item = valid(items, ids, field.replace(/s$/, ''));
  const maxLength = Math.max(minItems, Math.min(maxItems, minItems + 3));
  const options = { minLength: minItems as number, maxLength };
  if (!schema.uniqueItems) return fc.array(item, options);
  return fc.uniqueArray(item, { ...options, selector: (value) => JSON.stringify(value) });
}

function record(schema: JsonSchema, ids: KnownIds): Arbitrary<Record<string, unknown>> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const required = (schema.required ?? []) as string[];
  const shape = Object.fromEntries(properties.map(([key, value]) => [key, valid(value, ids, key)]));
  const model = fc.record(shape, { requiredKeys: required.filter((key) => key in shape) });
  return model;
}
