import { startAcademy, type Academy } from '@har/testing';

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({
    services: ['auth', 'course'],
    env: { RATE_LIMIT_PER_MINUTE: '40', CACHE_TTL_MS: '60000' },
  });
});

afterAll(() => academy.stop());

describe('the gateway', () => {
  it('shows the OpenAPI document and a page for it, all from itself', async () => {
    const url = academy.urlOf('gateway');
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/auth/login');
    const page = await fetch(url);
    expect(page.url).toBe(`${url}/docs`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(url + path)).status).toBe(200);
    }
    expect((await fetch(`${url}/docs/assets/package.json`)).status).toBe(404);
  });

  it('serves public answers from its cache, with ETag, compressed, and drops them when they change', async () => {
    const { token } = await academy.newInstructor();
    const first = await academy.api.get('/courses');
    expect(first.headers.get('surrogate-key')).toBe('catalogue');
    const unchanged = await academy.api.get('/courses', {
      headers: { 'if-none-match': first.headers.get('etag')! },
    });
    expect(unchanged.status).toBe(304);
    const draft = { title: 'Tables from scratch', description: 'd', domain: 'Excel', price: 0 };
    expect((await academy.api.post('/courses', draft, { token })).status).toBe(201);
  });

  it('counts one bucket whatever a client writes into headers, query, case or slashes', async () => {
    const spoofed = Array.from({ length: 60 }, (_, i) =>
      academy.api.get(`/courses?page=${i + 1}`, {
        headers: {
          'x-forwarded-for': `10.0.0.${i}`,
          'x-real-ip': `10.1.0.${i}`,
          forwarded: `for=10.2.0.${i}`,
        },
      }),
    );
    const answers = await Promise.all(spoofed);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0]?.body.error.code).toBe('RATE_LIMITED');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
