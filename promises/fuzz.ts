import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc, { type Arbitrary } from 'fast-check';
import type { OpenAPIV3_1 as OpenApi } from 'openapi-types';
import type { AnyRoute } from '@har/routing';
import type { ApiAnswer, TestUser } from '@har/testing';
import { anything, either, type JsonSchema } from './generate';
import { Platform, ROUTES } from './platform';

/** The same cases in every run, so that a failure can be looked at; another seed finds others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_126);
/** Node answers 431 by itself where a request line is longer than 16 KiB. */
const MAX_IN_URL = 1_000;
const ORDER = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

interface Case {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}

/** Promise 28, with so many generated requests an operation: what the document allows and what it forbids. */
export function describeFuzz(cases: number): void {
  let platform: Platform;
  let document: OpenApi.Document;

  beforeAll(async () => {
    platform = await Platform.start();
    const answer = await fetch(`${platform.academy.urlOf('gateway')}/openapi.json`);
    document = (await answer.json()) as OpenApi.Document;
  });
  afterAll(() => platform?.stop());

  // What takes things away comes last: the others need them.
  const routes = [...ROUTES].sort((a, b) => weightOf(a) - weightOf(b));

  describe(`promise 28: ${cases} requests an operation, valid and not`, () => {
    it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
      '%s',
      async (_, route) => {
        const operation = operationOf(document, route);
        const judge = judgeOf(document, operation);
        let caller = await newCaller(platform, route);
        const property = fc.asyncProperty(casesOf(operation, route, platform.known), async (one) => {
          const answer = await send(platform, route, one, caller);
          judge(answer);
          if (route.service === 'auth') await platform.forgetFailures();
          if ([401, 403, 429].includes(answer.status)) caller = await newCaller(platform, route);
        });
        await fc.assert(property, { numRuns: cases, seed: SEED, endOnFailure: true });
      },
    );
  });
}

function weightOf({ method, service, access }: AnyRoute): number {
  return ORDER.indexOf(method) + (service === 'auth' ? 10 : 0) + (access === 'admin' ? 20 : 0);
}

function operationOf(document: OpenApi.Document, { name }: AnyRoute): OpenApi.OperationObject {
  const operations = Object.values(document.paths!).flatMap((path) => Object.values(path!));
  return operations.find(
    (one) => (one as OpenApi.OperationObject).operationId === name,
  ) as OpenApi.OperationObject;
}

/** One request: parameters and body as the document has them, or not quite. */
function casesOf(
  operation: OpenApi.OperationObject,
  route: AnyRoute,
  known: Record<string, string>,
): Arbitrary<Case> {
  const parameters = (operation.parameters ?? []) as OpenApi.ParameterObject[];
  const content = (operation.requestBody as OpenApi.RequestBodyObject | undefined)?.content;
  const body = content?.['application/json']?.schema as JsonSchema | undefined;
  const ids = { ...known, id: known[idField(route)] ?? known.course_id! };
  const schemaOf = (place: string): JsonSchema => {
    const own = parameters.filter((parameter) => parameter.in === place);
    const properties = Object.fromEntries(own.map(({ name, schema }) => [name, schema]));
    return {
      type: 'object',
      properties,
      required: own.filter(({ required }) => required).map(({ name }) => name),
    };
  };
  const key = fc.oneof(fc.uuid(), fc.constantFrom('k', 'é', 'a b', 'x'.repeat(300)));
  return fc.record({
    params: either(schemaOf('path'), ids) as Arbitrary<Record<string, unknown>>,
    query: either(schemaOf('query'), ids) as Arbitrary<Record<string, unknown>>,
    body: body ? either(body, ids) : fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, anything),
    headers: fc.oneof(
      { arbitrary: fc.constant({}), weight: 3 },
      key.map((value) => ({ 'idempotency-key': encodeURI(value) })),
      fc.constantFrom<Record<string, string>>(
        { 'accept-language': 'xx;q=2, *' },
        { 'content-type': 'text/plain' },
        { 'if-none-match': '*' },
        { 'x-request-id': '%%%' },
      ),
    ),
  });
}

const idField = ({ path }: AnyRoute) => `${path.split('/')[1]?.replace(/s$/, '')}_id`;

function send(
  platform: Platform,
  route: AnyRoute,
  one: Case,
  caller: TestUser | undefined,
): Promise<ApiAnswer> {
  const params = isRecord(one.params) ? one.params : {};
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => inUrl(params[name] ?? name) || '-');
  const query = Object.entries(isRecord(one.query) ? one.query : {}).flatMap(([key, value]) =>
    inQuery(key, value),
  );
  const search = query.length > 0 ? `?${query.join('&')}` : '';
  const raw = one.body === undefined ? undefined : JSON.stringify(one.body);
  const body = route.method === 'GET' ? undefined : raw;
  return platform.api.request(route.method, path + search, body, {
    token: caller?.token,
    headers: one.headers,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inUrl(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  // Two dots are a way up and never reach the server.
  const plain = Buffer.from(text.slice(0, MAX_IN_URL)).toString();
  return /^\.{1,2}$/.test(plain) ? '-' : encodeURIComponent(plain);
}

function inQuery(key: string, value: unknown): string[] {
  const name = inUrl(key);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => `${name}=${inUrl(item)}`);
  if (!isRecord(value)) return [`${name}=${inUrl(value)}`];
  return Object.entries(value)
    .slice(0, 20)
    .map(([inner, item]) => `${name}[${inUrl(inner)}]=${inUrl(item)}`);
}

/** What holds of every answer: a declared status below 500, and the declared shape. */
function judgeOf(
  document: OpenApi.Document,
  operation: OpenApi.OperationObject,
): (answer: ApiAnswer) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats(ajv);
  const shapes = new Map<number, ValidateFunction>();
  for (const [status, response] of Object.entries(operation.responses!)) {
    const schema = (response as OpenApi.ResponseObject).content?.['application/json']?.schema;
    if (schema) shapes.set(Number(status), ajv.compile({ ...schema, components: document.components }));
  }
  return ({ status, body }) => {
    const text = JSON.stringify(body).slice(0, 500);
    if (status >= 500) throw new Error(`answered ${status} ${text}`);
    if (!(String(status) in operation.responses!)) throw new Error(`answered undeclared ${status} ${text}`);
    const shape = shapes.get(status);
    if (shape && !shape(body)) {
      throw new Error(`answered another shape: ${ajv.errorsText(shape.errors)} in ${text}`);
    }
  };
}

/** A caller of whom the route's worst answers take nothing that another case needs. */
async function newCaller(platform: Platform, route: AnyRoute): Promise<TestUser | undefined> {
  switch (route.access) {
    case 'user':
      return route.service === 'auth' ? platform.academy.newLearner() : platform.newCustomer();
    case 'instructor':
      return platform.instructorAgain();
    case 'admin':
      return platform.academy.admin();
    case 'public':
    case 'optional':
    case 'signature':
      return undefined;
  }
}
