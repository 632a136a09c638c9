import { needsToken } from '@har/access';
import type { AnyRoute } from '@har/routing';
import type { Person, TourStep } from './tour';

interface Item {
  name: string;
  request: object;
  event?: object[];
}

/** A Postman collection (v2.1): the tour first, then every route by subject, with its example. */
export function buildCollection(routes: readonly AnyRoute[], tour: readonly TourStep[]): object {
  const byName = new Map(routes.map((route) => [route.name, route]));
  const tags = [...new Set(routes.map(({ tag }) => tag))];
  const tourItems = tour.map((step, i) => tourItem(step, i + 1, routeOf(byName, step)));
  return {
    info: {
      name: 'Har Academy',
      description: 'Run the folder "Tour" from top to bottom; the others show every route.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      { name: 'Tour', item: tourItems },
      ...tags.map((tag) => ({ name: tag, item: routes.filter((route) => route.tag === tag).map(exampleItem) })),
    ],
  };
}

/** The environment that the collection runs in; the administrator's password is the one that `npm start` prints. */
export function buildEnvironment(): object {
  const values = { base_url: 'http://localhost:3000/api/v1', admin_email: 'admin@har.academy', admin_password: '' };
  return {
    name: 'Har Academy, local',
    values: Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })),
  };
}

function routeOf(byName: ReadonlyMap<string, AnyRoute>, { route }: TourStep): AnyRoute {
  const found = byName.get(route);
  if (!found) throw new Error(`the tour names ${route}, which no contract declares`);
  return found;
}

function tourItem(step: TourStep, number: number, route: AnyRoute): Item {
  const saves = Object.entries(step.saves ?? {}).map(
    ([name, path]) => `pm.collectionVariables.set('${name}', pm.response.json().${path});`,
  );
  const exec = [`pm.test('answers ${step.expects}', () => pm.response.to.have.status(${step.expects}));`, ...saves];
  return {
    name: `${number}. ${step.title}`,
    request: requestOf(route, step.as, { params: step.params, query: step.query, body: step.body }),
    event: [{ listen: 'test', script: { type: 'text/javascript', exec } }],
  };
}

function exampleItem(route: AnyRoute): Item {
  return { name: route.summary, request: requestOf(route, personOf(route), route.example) };
}

function personOf({ access }: AnyRoute): Person {
  if (access === 'admin' || access === 'instructor') return access;
  return needsToken(access) ? 'learner' : 'nobody';
}

interface Input {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
}

function requestOf(route: AnyRoute, person: Person, { params = {}, query = {}, body }: Input): object {
  const path = route.path.replace(/:(\w+)/g, (_all, name: string) => params[name] ?? `:${name}`);
  const search = Object.entries(query).map(([key, value]) => `${key}=${escapeValue(String(value))}`);
  const raw = `{{base_url}}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
  return {
    method: route.method,
    description: route.description ?? route.summary,
    header: [
      { key: 'Accept-Language', value: 'en' },
      ...(person === 'nobody' ? [] : [{ key: 'Authorization', value: `Bearer {{${person}_token}}` }]),
      ...(body === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }]),
    ],
    ...(body !== undefined && { body: { mode: 'raw', raw: JSON.stringify(body, null, 2) } }),
    url: raw,
  };
}

/** Postman's own variables must keep their braces. */
function escapeValue(value: string): string {
  return value.startsWith('{{') ? value : encodeURIComponent(value);
}
