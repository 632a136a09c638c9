import type Joi from 'joi';

export type JsonSchema = Record<string, unknown>;

interface StandardJsonSchema {
  readonly '~standard': {
    readonly jsonSchema: Record<'input' | 'output', (options: { target: 'draft-2020-12' }) => JsonSchema>;
  };
}

/** The JSON Schema (draft 2020-12) of what a Joi schema accepts, made by Joi itself. */
export function inputSchema(schema: Joi.Schema): JsonSchema {
  return completeEnums(standard(schema).input({ target: 'draft-2020-12' }));
}

/** The same for what it lets out. */
export function outputSchema(schema: Joi.Schema): JsonSchema {
  return completeEnums(standard(schema).output({ target: 'draft-2020-12' }));
}

function standard(schema: Joi.Schema) {
  return (schema as unknown as StandardJsonSchema)['~standard'].jsonSchema;
}

/** Joi names null among the types of `valid(…).allow(null)`, but not among the values: nothing null would fit. */
function completeEnums(schema: JsonSchema): JsonSchema {
  const { type, enum: values } = schema as { type?: unknown; enum?: unknown[] };
  if (values && Array.isArray(type) && type.includes('null') && !values.includes(null)) values.push(null);
  for (const item of Object.values(schema)) {
    if (item !== null && typeof item === 'object') completeEnums(item as JsonSchema);
  }
  return schema;
}
