import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { needsToken, type Access } from '@har/access';
import { openApiPath, type AnyRoute } from '@har/routing';
import type { ApiAnswer, ApiClient, TestUser } from '@har/testing';
import { doorsOf } from './doors';
import { forgeries } from './forgeries';
import { byName, EVERY_SERVICE, Platform, ROUTES } from './platform';
import { fingerprintOfAll, storedDocuments } from './snapshot';

/** What each server serves beside the routes of the contracts; none of it needs or changes data. */
const OPERATIONAL = /^\/($|health\/(live|ready)|metrics|openapi\.json|docs(\/start\.js|\/assets\/\*)?)$/;

const served = new Map<FastifyInstance, Set<string>>();
let platform: Platform;

beforeAll(async () => {
  subscribe('fastify.initialization', noteRoutes);
  platform = await Platform.start();
  unsubscribe('fastify.initialization', noteRoutes);
});
afterAll(() => platform?.stop());

function noteRoutes(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance };
  const routes = new Set<string>();
  served.set(fastify, routes);
  fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
    for (const one of [method].flat()) routes.add(`${one} ${url}`);
  });
}

const send = (api: ApiClient, route: AnyRoute, user?: Pick<TestUser, 'token'>, ids = {}) => {
  const path = platform.pathOf(route, ids) + platform.queryOf(route);
  const body = route.raw_with_header ? '{}' : platform.bodyOf(route);
  return api.request(route.method, path, body, { token: user?.token });
};

describe('promise 12: every route is documented and denies by default', () => {
  it('serves what the OpenAPI document has, and beside it only what operators need', async () => {
    const { paths } = (await (await fetch(`${platform.academy.urlOf('gateway')}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const dumps = [...served.values()].map((routes) => [...routes].map((line) => line.split(' ')));
    const api = dumps.map((routes) =>
      routes
        .filter(([, url]) => url!.startsWith('/api/v1'))
        .map(([method, url]) => `${method} ${openApiPath(url!.slice('/api/v1'.length))}`),
    );
    const gateway = api.find((routes) => routes.length === ROUTES.length);
    expect(gateway?.sort()).toEqual(documented.sort());
    for (const service of EVERY_SERVICE.filter((name) => name !== 'stripe-simulator')) {
      const own = ROUTES.filter((route) => route.service === service);
      const expected = own.map(({ method, path }) => `${method} ${openApiPath(path)}`).sort();
      expect(api.map((routes) => routes.sort())).toContainEqual(expected);
    }
    const ours = dumps.filter((routes) => !routes.some(([, url]) => url!.startsWith('/_simulator')));
    const others = ours.flat().filter(([method, url]) => method !== 'OPTIONS' && !url!.startsWith('/api/v1'));
    expect(others.filter(([, url]) => !OPERATIONAL.test(url!))).toEqual([]);
  });

  const WHO = ['nobody', 'ended session', 'suspended', 'learner', 'instructor', 'admin'] as const;
  type Who = (typeof WHO)[number];

  /** Status and code that a caller must meet at the door, or undefined where the handler decides. */
  function refusalOf(access: Access, who: Who): [number, string] | undefined {
    const reads = needsToken(access) || access === 'optional';
    if (reads && who === 'suspended') return [403, 'USER_SUSPENDED'];
    if (reads && who === 'ended session') return [401, 'UNAUTHORIZED'];
    if (needsToken(access) && who === 'nobody') return [401, 'UNAUTHORIZED'];
    if (access === 'admin' && who !== 'admin') return [403, 'ADMIN_REQUIRED'];
    if (access === 'instructor' && who === 'learner') return [403, 'INSTRUCTOR_REQUIRED'];
    return undefined;
  }

  async function newCaller(who: Who): Promise<TestUser | undefined> {
    const { academy } = platform;
    if (who === 'nobody') return undefined;
    if (who === 'admin') return academy.admin();
    if (who === 'instructor') return academy.newInstructor();
    const user = await academy.newLearner();
    if (who === 'ended session') await academy.api.post('/auth/logout', undefined, { token: user.token });
    if (who === 'suspended') {
      const { token } = platform.admin;
      await academy.api.put(`/admin/users/${user.user_id}`, { status: 'suspended' }, { token });
    }
    return user;
  }

  it.each(WHO)('answers %s at every route of every port as its contract says', async (who) => {
    let caller = await newCaller(who);
    const isGood = !['nobody', 'ended session', 'suspended'].includes(who);
    for (const { name, api } of doorsOf(platform)) {
      for (const route of ROUTES.filter(({ service }) => name === 'gateway' || name === service)) {
        const { status, body } = await send(api, route, caller);
        const seen = [name, route.name, status, body.error?.code];
        const refusal = refusalOf(route.access, who);
        if (refusal) expect(seen).toEqual([name, route.name, ...refusal]);
        else if (isGood) expect(seen).not.toContain('UNAUTHORIZED');
        if (route.access === 'signature') expect(seen).toEqual([name, route.name, 401, 'INVALID_SIGNATURE']);
        // Some routes end the caller's session or account: that is their work, the next needs a new one.
        if (isGood && route.service === 'auth' && status < 300) caller = await newCaller(who);
        if (route.service === 'auth') await platform.forgetFailures();
      }
    }
  });
});

describe('promise 10: each service verifies tokens itself', () => {
  it('accepts none of the forged tokens at any port', async () => {
    const forged = await forgeries(platform);
    expect(Object.keys(forged).length).toBeGreaterThanOrEqual(25);
    for (const { name, api } of doorsOf(platform)) {
      const route = ROUTES.find(
        ({ service, access, method }) =>
          needsToken(access) && method === 'GET' && (name === service || name === 'gateway'),
      );
      const door = route ?? ROUTES.find(({ service, access }) => needsToken(access) && name === service)!;
      for (const [forgery, token] of Object.entries(forged)) {
        const { status } = await send(api, door, { token });
        expect([name, forgery, status]).toEqual([name, forgery, 401]);
      }
      const good = await send(api, door, platform.admin);
      expect([name, good.status === 401]).toEqual([name, false]);
    }
  });

  it('believes no header that claims an identity, at any port', async () => {
    const headers = {
      'x-user-id': platform.admin.user_id,
      'x-user-role': 'admin',
      'x-role': 'admin',
      'x-forwarded-user': platform.admin.user_id,
      'x-authenticated-userid': platform.admin.user_id,
      'x-session-id': 'any',
      cookie: `token=${platform.admin.token}; access_token=${platform.admin.token}`,
    };
    for (const { name, api } of doorsOf(platform)) {
      for (const route of ROUTES.filter(
        ({ service, access }) => needsToken(access) && (name === 'gateway' || name === service),
      )) {
        const path = platform.pathOf(route) + platform.queryOf(route);
        const { status } = await api.request(route.method, path, platform.bodyOf(route), { headers });
        expect([name, route.name, status]).toEqual([name, route.name, 401]);
      }
    }
  });
});

describe('promise 13: nobody touches what is another’s', () => {
  // Above, an administrator took the course away: what nobody may open any more would prove nothing.
  beforeAll(async () => {
    await platform.stop();
    platform = await Platform.start();
  });

  const PUBLIC = new Set(['auth.users', 'course.courses', 'course.modules', 'course.lessons']);
  const MISSING = '665f1c2ab7e4d91f0a3c5d7e';

  /** The ids of what belongs to a user, whatever service keeps it: documents that carry their id. */
  async function belongingsOf(user: TestUser): Promise<string[]> {
    const documents = await storedDocuments(platform);
    const own = documents.filter(({ collection, text }) => {
      return !PUBLIC.has(collection) && text.includes(user.user_id);
    });
    return [...new Set(own.map(({ id }) => id))].filter((id) => /^[0-9a-f]{24}$/.test(id));
  }

  const whatIsOf = async (user: TestUser) =>
    (await storedDocuments(platform)).filter(({ text }) => text.includes(user.user_id));

  const answered = ({ status, body }: ApiAnswer) => `${status} ${String(body.error?.code ?? '')}`;

  it('by any id in any path', async () => {
    const { learner, stranger, otherInstructor } = platform;
    const owned = await belongingsOf(learner);
    expect(owned.length).toBeGreaterThanOrEqual(5);
    const before = await whatIsOf(learner);
    const leaks: string[] = [];
    for (const thief of [stranger, otherInstructor]) {
      for (const [name, route] of byName.filter(([, { params }]) => params)) {
        if (!needsToken(route.access)) continue;
        if (thief === otherInstructor && route.access !== 'instructor') continue;
        const fields = [...route.path.matchAll(/:(\w+)/g)].map(([, field]) => field!);
        // 001 asks for a 403 of its own where a transaction is another's.
        const ownerOnly = (route.errors ?? [])
          .filter((code) => code.endsWith('_NOT_OWNER'))
          .map((code) => `403 ${code}`);
        for (const field of fields) {
          const missing = answered(await send(platform.api, route, thief, { [field]: MISSING }));
          for (const id of [...owned, learner.user_id]) {
            const answer = await send(platform.api, route, thief, { [field]: id });
            const text = JSON.stringify(answer.body);
            if (answer.status < 300 && (text.includes(learner.user_id) || text.includes(learner.email))) {
              leaks.push(`${name} shows ${field} ${id}`);
            }
            if (![missing, ...ownerOnly].includes(answered(answer)) && answer.status !== 429) {
              leaks.push(`${name} answers ${answered(answer)} for ${field} ${id}, ${missing} for nothing`);
            }
          }
        }
      }
    }
    expect(leaks).toEqual([]);
    expect(await whatIsOf(learner)).toEqual(before);
  });

  it('by any id in any query or body', async () => {
    const { learner, stranger } = platform;
    const before = await whatIsOf(learner);
    const leaks: string[] = [];
    for (const [name, route] of byName.filter(([, { access }]) => access === 'user')) {
      const keys = (part: 'query' | 'body') =>
        Object.keys((route[part]?.describe() as { keys?: object } | undefined)?.keys ?? {});
      const ids = [...keys('query'), ...keys('body')].filter((key) => /(^|_)id$/.test(key));
      const wanted = [learner.user_id, ...(await belongingsOf(learner))];
      for (const key of ids.filter((id) => !['course_id', 'lesson_id', 'payment_method_id'].includes(id))) {
        const inQuery = keys('query').includes(key);
        const ask = (id: string) => {
          const path = platform.pathOf(route) + (inQuery ? `?${key}=${id}` : '');
          const body = inQuery ? platform.bodyOf(route) : { ...platform.bodyOf(route), [key]: id };
          return platform.api.request(route.method, path, body, { token: stranger.token });
        };
        const missing = answered(await ask(MISSING));
        for (const id of wanted) {
          const answer = await ask(id);
          const text = JSON.stringify(answer.body);
          if (answer.status < 300 && text.includes(learner.email)) leaks.push(`${name} by ${key}`);
          if (answered(answer) !== missing && answer.status !== 429) {
            leaks.push(`${name} answers ${answered(answer)} for ${key} ${id}, ${missing} for nothing`);
          }
        }
      }
    }
    expect(leaks).toEqual([]);
    expect(await whatIsOf(learner)).toEqual(before);
  });

  it('nor do the drafts of another instructor change', async () => {
    const { draft, otherInstructor } = platform;
    const before = await fingerprintOfAll(platform);
    const writes = byName.filter(
      ([, { path, method }]) => method !== 'GET' && path.startsWith('/courses/:id'),
    );
    for (const [name, route] of writes.filter(([, { access }]) => access === 'instructor')) {
      const ids = { id: draft.id, module_id: draft.module_id, lesson_id: draft.lesson_ids[0] };
      const { status } = await send(platform.api, route, otherInstructor, ids);
      expect([name, [400, 403, 404].includes(status)]).toEqual([name, true]);
    }
    expect(await fingerprintOfAll(platform)).toEqual(before);
  });
});
