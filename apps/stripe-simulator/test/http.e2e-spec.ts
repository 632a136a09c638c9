import { eventually } from '@har/testing';
import { failureOf, SECRET_KEY, startSimulator, type Simulator } from './simulator-fixture';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(() => simulator.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly error: { type: string; code?: string; message: string; param?: string };
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${simulator.url}${path}`, init);
  const { error } = (await response.json()) as Answer;
  return { status: response.status, headers: response.headers, error };
}

const form = (body: string, key = SECRET_KEY): RequestInit => ({
  method: 'POST',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
  body,
});

describe('keys', () => {
  it('takes a secret key as Bearer token or as user name', async () => {
    const basic = `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}`;
    for (const authorization of [`Bearer ${SECRET_KEY}`, basic]) {
      const { status, headers } = await call('/v1/customers', { headers: { authorization } });
      expect(status).toBe(200);
      expect(headers.get('request-id')).toMatch(/^req_/);
      expect(headers.get('stripe-version')).toBe('2026-10-28.endive');
    }
  });

  it.each([
    ['none', {}],
    ['a live key', { authorization: 'Bearer sk_live_abcdefghijklmnop' }],
    ['another scheme', { authorization: 'Digest abc' }],
    ['an empty prefix', { authorization: 'Bearer sk_test_' }],
    ['an empty user name', { authorization: `Basic ${Buffer.from(':x').toString('base64')}` }],
  ])('answers 401 for %s', async (_case, headers) => {
    const { status, error } = await call('/v1/customers', { headers: headers as Record<string, string> });
    expect(status).toBe(401);
    expect(error.type).toBe('invalid_request_error');
    expect(error.message).not.toContain('abcdefghijklmnop');
  });

  it('takes only the configured keys where there are any', async () => {
    const strict = await startSimulator({
      STRIPE_SECRET_KEY: 'sk_test_mine',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_mine',
    });
    expect(await failureOf(strict.client('sk_test_other').customers.list())).toMatchObject({
      type: 'StripeAuthenticationError',
    });
    expect(
      await failureOf(
        strict.client('pk_test_other').paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } }),
      ),
    ).toMatchObject({ statusCode: 401 });
    expect((await strict.client('sk_test_mine').customers.list()).data).toEqual([]);
    await strict.stop();
  });
});

describe('requests that are none', () => {
  it('answers 404 in Stripe’s shape for an unknown URL', async () => {
    const { status, error } = await call('/v1/dragons', {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    expect(status).toBe(404);
    expect(error.message).toBe('Unrecognized request URL (GET: /v1/dragons).');
  });

  it.each([
    ['a broken key', 'metadata[a=1'],
    ['a contradiction', 'metadata[a]=1&metadata=2'],
    ['the other contradiction', 'metadata=2&metadata[a]=1'],
    ['a deep nesting', `a${'[b]'.repeat(20)}=1`],
    ['a prototype', 'metadata[__proto__]=1'],
    ['a prototype at the top', '__proto__[x]=1'],
    ['an object where a text is due', 'name[a]=1'],
    ['a list where a text is due', 'email[]=a&email[]=b'],
    ['a text where an object is due', 'address=Lyon'],
    ['51 keys of metadata', Array.from({ length: 51 }, (_, i) => `metadata[k${i}]=v`).join('&')],
  ])('answers 400 for %s', async (_case, body) => {
    const { status, error } = await call('/v1/customers', form(body));
    expect({ status, type: error.type }).toEqual({ status: 400, type: 'invalid_request_error' });
  });

  it('answers 4xx for bodies that are none', async () => {
    const json = await call('/v1/customers', {
      ...form(''),
      headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
      body: '{',
    });
    expect(json.status).toBe(400);
    const xml = await call('/v1/customers', {
      ...form('<a/>'),
      headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'text/xml' },
    });
    expect(xml.status).toBe(415);
    const large = await call('/v1/customers', form(`name=${'x'.repeat(2_000_000)}`));
    expect(large.status).toBe(413);
    expect(
      (await call('/v1/customers?metadata[=', { headers: { authorization: `Bearer ${SECRET_KEY}` } })).status,
    ).toBe(400);
  });

  it('takes lists with and without numbers', async () => {
    for (const names of [
      'expand[]=invoice_settings.default_payment_method&expand[]=subscriptions',
      'expand[0]=subscriptions',
    ]) {
      const response = await fetch(`${simulator.url}/v1/customers`, form(names));
      expect((await response.json()) as object).toMatchObject({ subscriptions: { object: 'list' } });
    }
  });

  it('refuses what cannot be expanded or is too deep', async () => {
    const { error } = await call('/v1/customers', form('name=Ada&expand[]=name'));
    expect(error.message).toContain('cannot be expanded');
    expect((await call('/v1/customers', form('expand[]=created'))).status).toBe(400);
    expect((await call('/v1/customers', form('expand[]=a.b.c.d.e'))).error.message).toContain(
      'more than 4 levels',
    );
  });
});

describe('operations', () => {
  it('is alive, ready and measured', async () => {
    expect((await fetch(`${simulator.url}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${simulator.url}/health/ready`)).json()).toMatchObject({ status: 'up' });
    expect(await (await fetch(`${simulator.url}/metrics`)).text()).toContain('process_cpu_seconds_total');
  });

  it('lets browsers of every origin call it', async () => {
    const response = await fetch(`${simulator.url}/v1/customers`, {
      method: 'OPTIONS',
      headers: { origin: 'http://front.test', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('does not start on a port that is taken', async () => {
    const PORT = new URL(simulator.url).port;
    await expect(startSimulator({ PORT })).rejects.toThrow(`Port ${PORT} is taken`);
  });

  it('ends while a caller waits for a delayed answer', async () => {
    const other = await startSimulator();
    await other.control('POST', 'faults', { type: 'delay', before_ms: 60_000, times: 1 });
    const waiting = failureOf(other.stripe.customers.create({}));
    await eventually(async () => {
      const { faults } = await other.control<{ faults: object[] }>('GET', 'faults');
      expect(faults).toEqual([]);
    });
    await other.stop();
    expect((await waiting).statusCode).toBe(503);
  });

  it('does not start on an environment that does not fit', async () => {
    await expect(startSimulator({ STRIPE_WEBHOOK_SECRET: '' })).rejects.toThrow(
      'STRIPE_WEBHOOK_SECRET (is missing)',
    );
  });
});
