import { randomBytes } from 'node:crypto';
import { startAcademy, type Academy } from '@har/testing';

const LIMIT = 100;
const REQUESTS = 1_000;
const AT_ONCE = 50;

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({
    services: ['auth', 'course'],
    env: { RATE_LIMIT_PER_MINUTE: String(LIMIT) },
    replicas: { gateway: 2 },
  });
});
afterAll(() => academy?.stop());

/** Requests that differ in all that a client can choose. */
const VARIANTS: ((i: number) => { path: string; headers?: Record<string, string> })[] = [
  (i) => ({ path: '/courses', headers: { 'x-forwarded-for': address(i) } }),
  (i) => ({ path: '/courses', headers: { 'x-real-ip': address(i), 'x-client-ip': address(i) } }),
  (i) => ({ path: '/courses', headers: { forwarded: `for=${address(i)};proto=https` } }),
  (i) => ({ path: '/courses', headers: { 'cf-connecting-ip': address(i), 'true-client-ip': address(i) } }),
  (i) => ({ path: `/courses?page=${i + 1}` }),
  (i) => ({ path: '/courses', headers: { 'user-agent': randomBytes(8).toString('hex'), 'x-n': String(i) } }),
  (i) => ({ path: '/courses', headers: { cookie: `id=${i}`, 'x-request-id': `request-${i}` } }),
  (i) => ({ path: '/courses', headers: { authorization: `Basic ${i}` } }),
];

/** Somebody with a bucket of their own: that of this machine's address is empty after the first test. */
async function newToken(): Promise<string> {
  const email = `${randomBytes(6).toString('hex')}@test.har.academy`;
  const person = { email, password: 'Learn2Grow!', first_name: 'Ada', last_name: 'Test' };
  const registered = await academy.apiOf('auth').post('/auth/register', person);
  return (registered.body.data as { token: string }).token;
}

const address = (i: number) => `10.${i % 250}.${(i >> 4) % 250}.7`;

describe('promise 33: limits ignore what a client writes', () => {
  it('counts 1,000 requests of one address in one bucket, over two gateways', async () => {
    let through = 0;
    const impolite: string[] = [];
    const startedAt = Date.now();
    for (let start = 0; start < REQUESTS; start += AT_ONCE) {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, offset) => {
          const i = start + offset;
          const { path, headers } = VARIANTS[i % VARIANTS.length]!(i);
          return academy.apiOf('gateway', i % 2).get(path, { headers });
        }),
      );
      for (const { status, body, headers } of answers) {
        if (status !== 429) through += 1;
        else if (body.error.code !== 'RATE_LIMITED' || !(Number(headers.get('retry-after')) > 0))
          impolite.push(JSON.stringify(body));
      }
    }
    expect(impolite).toEqual([]);
    // On a busy machine the requests take more than the one minute that the limit is for.
    const minutes = Math.ceil((Date.now() - startedAt) / 60_000) + 1;
    expect(through).toBeLessThanOrEqual(minutes * LIMIT);
    expect(through).toBeGreaterThanOrEqual(LIMIT);
  });

  it('has no other way to a route: not by case, by slashes or by dots', async () => {
    const url = `${academy.urlOf('gateway')}/api/v1`;
    const headers = { authorization: `Bearer ${await newToken()}` };
    const statusOf = async (path: string) => (await fetch(url + path, { headers })).status;
    expect(await statusOf('/auth/profile')).toBe(200);
    const others = ['/AUTH/PROFILE', '/auth/Profile', '/auth/profile/', '//auth/profile', '/auth//profile'];
    for (const path of [...others, '/./auth/profile/', '/auth%2fprofile', '/%61uth/profile%2f']) {
      expect([path, await statusOf(path)]).toEqual([path, 404]);
    }
  });

  it('gives a user a bucket of their own, wherever they come from', async () => {
    const token = await newToken();
    const answer = await academy.api.get('/auth/profile', { token });
    expect(answer.status).toBe(200);
  });
});
