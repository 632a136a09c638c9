import type { OpenAPIV3_1 as OpenApi } from 'openapi-types';
import { needsToken, readsToken } from '@har/access';
import { errorMessage, ERRORS, type ErrorCode } from '@har/errors';
import type { AnyRoute } from './contract';
import { inputSchema, outputSchema, type JsonSchema } from './json-schema';

export interface OpenApiOptions {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly servers: readonly { url: string; description: string }[];
}

/** OpenAPI 3.1 of the routes: every route, every parameter, every error it can answer, an example. */
export function buildOpenApi(routes: readonly AnyRoute[], options: OpenApiOptions): OpenApi.Document {
  const paths: Record<string, Record<string, OpenApi.OperationObject>> = {};
  for (const contract of routes) {
    const path = openApiPath(contract.path);
    (paths[path] ??= {})[contract.method.toLowerCase()] = operationOf(contract);
  }
  return {
    openapi: '3.1.0',
    info: { title: options.title, version: options.version, description: options.description },
    servers: [...options.servers],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Failure: FAILURE_SCHEMA as OpenApi.SchemaObject },
    },
  };
}

/** `/courses/:id` → `/courses/{id}` */
export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

/** Every catalogue code a route can answer: its own, and those that its shape brings with it. */
export function errorCodesOf(contract: AnyRoute): ErrorCode[] {
  const codes = new Set<ErrorCode>(contract.errors);
  codes.add('VALIDATION_FAILED').add('RATE_LIMITED').add('SERVICE_UNAVAILABLE').add('DEADLINE_EXCEEDED');
  codes.add('INTERNAL_ERROR');
  if (contract.method !== 'GET') codes.add('OUTCOME_UNKNOWN');
  if (contract.body) codes.add('MALFORMED_JSON').add('BODY_TOO_LARGE').add('UNSUPPORTED_MEDIA_TYPE');
  if (contract.ignores_body) codes.add('BODY_TOO_LARGE');
  if (contract.idempotent) codes.add('IDEMPOTENCY_KEY_REUSED').add('IDEMPOTENCY_IN_PROGRESS');
  if (readsToken(contract.access)) codes.add('UNAUTHORIZED').add('USER_SUSPENDED');
  if (contract.access === 'instructor') codes.add('INSTRUCTOR_REQUIRED');
  if (contract.access === 'admin') codes.add('ADMIN_REQUIRED');
  return [...codes];
}

function operationOf(contract: AnyRoute): OpenApi.OperationObject {
  return {
    operationId: contract.name,
    summary: contract.summary,
    ...(contract.description && { description: contract.description }),
    tags: [contract.tag],
    security: securityOf(contract),
    parameters: parametersOf(contract),
    ...(contract.body && { requestBody: requestBodyOf(contract) }),
    responses: responsesOf(contract),
  };
}

function securityOf(contract: AnyRoute): OpenApi.SecurityRequirementObject[] {
  if (needsToken(contract.access)) return [{ bearer: [] }];
  return readsToken(contract.access) ? [{}, { bearer: [] }] : [];
}

function requestBodyOf(contract: AnyRoute): OpenApi.RequestBodyObject {
  if (contract.raw_with_header) {
    return { required: true, content: { 'application/json': { schema: { type: 'object' } } } };
  }
  const schema = inputSchema(contract.body!) as OpenApi.SchemaObject;
  const example: unknown = contract.example.body;
  return { required: true, content: { 'application/json': { schema, example } } };
}

function parametersOf(contract: AnyRoute): OpenApi.ParameterObject[] {
  const parameters = [
    ...parametersIn(
      'path',
      contract.params && inputSchema(contract.params),
      contract.example.params as object,
    ),
    ...parametersIn('query', contract.query && inputSchema(contract.query), contract.example.query as object),
  ];
  if (contract.idempotent)
    parameters.push(header('Idempotency-Key', 'Runs the request once, however often it is sent.'));
  if (contract.raw_with_header)
    parameters.push(header(contract.raw_with_header, 'Signature over the raw body.'));
  return parameters;
}

function header(name: string, description: string): OpenApi.ParameterObject {
  return { name, in: 'header', required: false, description, schema: { type: 'string', maxLength: 255 } };
}

function parametersIn(
  place: 'path' | 'query',
  schema: JsonSchema | undefined,
  example: object = {},
): OpenApi.ParameterObject[] {
  const properties = (schema?.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema?.required ?? []) as string[];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
    ...(name in example && { example: (example as Record<string, unknown>)[name] }),
  }));
}

function responsesOf(contract: AnyRoute): OpenApi.ResponsesObject {
  const success: OpenApi.ResponseObject = {
    description: contract.summary,
    content: contentOf(contract),
  };
  const responses: Record<string, OpenApi.ResponseObject> = { [contract.status ?? 200]: success };
  if (contract.method === 'GET') responses['304'] = { description: 'Unchanged since the given ETag.' };
  for (const code of errorCodesOf(contract)) {
    const response = (responses[ERRORS[code].status] ??= failureResponse());
    if (ERRORS[code].status < 400) response.headers = LOCATION;
    const examples = response.content!['application/json']!.examples!;
    examples[code] = { value: failureExample(code) };
  }
  for (const response of Object.values(responses)) {
    const examples = response.content?.['application/json']?.examples;
    if (examples) response.description = Object.keys(examples).join(', ');
  }
  return responses;
}

const LOCATION: OpenApi.ResponseObject['headers'] = {
  Location: { description: 'Where it is, relative to the request.', schema: { type: 'string' } },
};

function contentOf(contract: AnyRoute): OpenApi.ResponseObject['content'] {
  if (contract.binary)
    return { [contract.binary.content_type]: { schema: { type: 'string', format: 'binary' } } };
  return {
    'application/json': { schema: envelopeOf(contract), ...exampleOf(contract) },
    ...(contract.page && { 'text/html': { schema: { type: 'string' } } }),
  };
}

function failureResponse(): OpenApi.ResponseObject {
  const schema = { $ref: '#/components/schemas/Failure' };
  return { description: '', content: { 'application/json': { schema, examples: {} } } };
}

function failureExample(code: ErrorCode) {
  return { success: false, error: { code, message: errorMessage(code, 'en'), request_id: '3f6c…' } };
}

function envelopeOf(contract: AnyRoute): OpenApi.SchemaObject {
  const data = contract.reply && outputSchema(contract.reply);
  const { pagination } = (data?.properties ?? {}) as Record<string, JsonSchema>;
  return {
    type: 'object',
    properties: {
      success: { const: true },
      ...(data && { data }),
      ...(pagination && { pagination }),
      message: { type: 'string' },
    },
    required: ['success', ...(data ? ['data'] : [])],
    additionalProperties: false,
  };
}

function exampleOf(contract: AnyRoute) {
  const { reply } = contract.example as { reply?: unknown };
  return reply === undefined ? {} : { example: { success: true, data: reply } };
}

const FAILURE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    success: { const: false },
    error: {
      type: 'object',
      properties: {
        code: { type: 'string', enum: Object.keys(ERRORS) },
        message: { type: 'string' },
        details: {
          type: 'array',
          items: {
            type: 'object',
            properties: { field: { type: 'string' }, message: { type: 'string' } },
            required: ['field', 'message'],
          },
        },
        request_id: { type: 'string' },
      },
      required: ['code', 'message', 'request_id'],
    },
  },
  required: ['success', 'error'],
};
