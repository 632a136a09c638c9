import { setTimeout as sleep } from 'node:timers/promises';
import { CatalogueError } from '@har/errors';
import { eventually } from '@har/testing';
import type { IncomingCall } from './call';
import type { CallExecutor } from './call-executor';
import { callOf, MessagingFixture } from '../test/messaging-fixture';

describe('CallClient and StreamServer', () => {
  let fixture: MessagingFixture;

  beforeEach(() => {
    fixture = new MessagingFixture();
  });

  afterEach(async () => {
    release();
    await fixture.close();
  });

  let release: () => void = () => undefined;

  /** Keeps every call until `release`. */
  function gate(): Promise<void> {
    return new Promise((resolve) => (release = resolve));
  }

  it.each([true, false])(
    'brings back the bytes that the service wrote (repeatable: %s)',
    async (repeatable) => {
      const executor: CallExecutor = async () => Buffer.from('{"é": 1.0,\n "b":"|o|"}');
      await fixture.server({ get: async () => null }, { executor });
      const reply = await fixture.client().call(callOf('get', null, { repeatable }));
      expect(reply.toString()).toBe('{"é": 1.0,\n "b":"|o|"}');
    },
  );

  it('hands the whole call to the executor', async () => {
    const received: IncomingCall[] = [];
    const executor: CallExecutor = async (_handler, call) => {
      received.push(call);
      return '{}';
    };
    await fixture.server({ get: async () => null }, { executor });
    const call = callOf(
      'get',
      { id: 7 },
      { token: 'tok', ip: '::1', idempotency_key: 'key', language: 'en' },
    );
    await fixture.client().call(call);
    expect(received).toEqual([
      {
        pattern: 'get',
        data: { id: 7 },
        token: 'tok',
        ip: '::1',
        idempotency_key: 'key',
        language: 'en',
        request_id: call.request_id,
        deadline_at: expect.any(Number),
      },
    ]);
    expect(Math.abs(received[0]!.deadline_at - Date.now() - call.deadline_ms)).toBeLessThan(5_000);
  });

  it('answers each of many parallel calls with its own reply, and leaves nothing in Redis', async () => {
    await fixture.server({ echo: async (data: unknown) => data });
    const client = fixture.client();
    const replies = await Promise.all(
      Array.from({ length: 500 }, (_, n) => client.call(callOf('echo', { n }, { repeatable: n % 2 === 0 }))),
    );
    expect(replies.map((reply) => (JSON.parse(reply.toString()) as { n: number }).n)).toEqual(
      Array.from({ length: 500 }, (_, n) => n),
    );
    for (const lane of ['r', 'n']) {
      expect(await fixture.redis.xlen(`${fixture.namespace}:calls:course:${lane}`)).toBe(0);
    }
  });

  it('carries the code, arguments and details of a refusal', async () => {
    const details = [{ field: 'body.title', message: 'trop court' }];
    await fixture.server({
      refuse: async () => {
        throw new CatalogueError('VALIDATION_FAILED', { limit: 3 }, details);
      },
    });
    await expect(fixture.client().call(callOf('refuse'))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      args: { limit: 3 },
      details,
    });
  });

  it('hides every other error and hands it to onError', async () => {
    const seen: [unknown, IncomingCall | undefined][] = [];
    const handlers = {
      fail: async () => {
        throw new Error('password of the database');
      },
    };
    await fixture.server(handlers, { onError: (error, call) => seen.push([error, call]) });
    const failure = fixture.client().call(callOf('fail'));
    await expect(failure).rejects.toMatchObject({ code: 'INTERNAL_ERROR', args: {} });
    expect(seen).toEqual([
      [expect.objectContaining({ message: 'password of the database' }), expect.anything()],
    ]);
  });

  it('answers 503 at once when nobody listens', async () => {
    const call = fixture.client().call(callOf('get', null, { deadline_ms: 60_000 }));
    await expect(call).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('answers 503 at once after the last replica has left, and finds the next one', async () => {
    const client = fixture.client();
    const first = await fixture.server({ get: async () => 1 });
    expect((await client.call(callOf('get'))).toString()).toBe('1');
    await first.close();
    await eventually(() =>
      expect(client.call(callOf('get', null, { deadline_ms: 60_000 }))).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
      }),
    );
    await fixture.server({ get: async () => 2 });
    await eventually(async () => expect((await client.call(callOf('get'))).toString()).toBe('2'));
  });

  it('answers 503 for a pattern that this replica does not know', async () => {
    await fixture.server({});
    await expect(fixture.client().call(callOf('newer'))).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });

  it('does not begin a call whose deadline passed while it waited', async () => {
    const opened = gate();
    const begun: number[] = [];
    const work = async ({ n }: { n: number }) => {
      begun.push(n);
      await opened;
    };
    const server = await fixture.server({ work }, { concurrency: 1 });
    const client = fixture.client();
    const early = client.call(callOf('work', { n: 1 }));
    await eventually(() => expect(begun).toEqual([1]));
    const [repeatable, not] = await Promise.allSettled(
      [true, false].map((may) =>
        client.call(callOf('work', { n: 2 }, { repeatable: may, deadline_ms: 200 })),
      ),
    );
    const refusedWith = (code: string) => ({ status: 'rejected', reason: expect.objectContaining({ code }) });
    expect(repeatable).toEqual(refusedWith('DEADLINE_EXCEEDED'));
    // The replica may have taken it already without beginning it, which the client cannot know.
    expect([refusedWith('DEADLINE_EXCEEDED'), refusedWith('OUTCOME_UNKNOWN')]).toContainEqual(not);
    // The two clocks may differ by a little.
    await sleep(50);
    release();
    await early;
    await eventually(() => expect(server.pending()).toBe(0));
    expect(begun).toEqual([1]);
  });

  it('takes a call back that no replica was given before its deadline', async () => {
    // A replica that says it is there and never reads.
    await fixture.redis.zadd(`${fixture.namespace}:replicas:course`, Date.now() + 60_000, 'idle');
    const stream = `${fixture.namespace}:calls:course:n`;
    await fixture.redis.xgroup('CREATE', stream, 'course', '0', 'MKSTREAM');
    const call = fixture.client().call(callOf('work', null, { repeatable: false, deadline_ms: 200 }));
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(await fixture.redis.xlen(stream)).toBe(0);
  });

  it('says that the outcome is unknown when a call that may not be repeated was begun and not answered', async () => {
    const opened = gate();
    await fixture.server({ work: () => opened });
    const client = fixture.client();
    const call = (repeatable: boolean) => client.call(callOf('work', null, { repeatable, deadline_ms: 200 }));
    await expect(call(false)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    await expect(call(true)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    release();
  });

  it('refuses a call without any time left', async () => {
    await fixture.server({ get: async () => null });
    const client = fixture.client();
    const call = client.call(callOf('get', null, { deadline_ms: 0 }));
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  it('refuses with retry_after when too many of its own calls wait, sheddable ones at half of it', async () => {
    const opened = gate();
    await fixture.server({ work: () => opened });
    const client = fixture.client({ max_in_flight: 10 });
    const running = Array.from({ length: 5 }, () => client.call(callOf('work')));
    await eventually(async () =>
      expect(await fixture.redis.xlen(`${fixture.namespace}:calls:course:r`)).toBe(5),
    );
    const refusal = { code: 'SERVICE_UNAVAILABLE', args: { retry_after: 1 } };
    await expect(client.call(callOf('work', null, { sheddable: true }))).rejects.toMatchObject(refusal);
    running.push(...Array.from({ length: 5 }, () => client.call(callOf('work'))));
    await expect(client.call(callOf('work'))).rejects.toMatchObject(refusal);
    release();
    expect(await Promise.all(running)).toHaveLength(10);
  });

  it('refuses when the queue of the service is full, whoever filled it', async () => {
    const opened = gate();
    await fixture.server({ work: () => opened }, { concurrency: 1 });
    const filling = fixture.client();
    const calls = Array.from({ length: 20 }, () => filling.call(callOf('work')));
    const other = fixture.client({ max_queue: 20 });
    await eventually(() =>
      expect(other.call(callOf('work', null, { deadline_ms: 100 }))).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        args: { retry_after: 1 },
      }),
    );
    release();
    await Promise.all(calls);
    await eventually(async () => expect((await other.call(callOf('work'))).toString()).toBe('null'));
  });

  it('lets sheddable calls give way while others wait too long', async () => {
    const opened = gate();
    const server = await fixture.server({ work: () => opened }, { concurrency: 1 });
    const client = fixture.client();
    const kept = [client.call(callOf('work'))];
    await eventually(() => expect(server.pending()).toBe(1));
    const early = client.call(callOf('work', null, { sheddable: true })).catch((error: unknown) => error);
    kept.push(client.call(callOf('work')));
    const refusal = { code: 'SERVICE_UNAVAILABLE', args: { retry_after: 1 } };
    // At the client, once it knows that the oldest call waits for long…
    await eventually(() =>
      expect(client.call(callOf('work', null, { sheddable: true, deadline_ms: 100 }))).rejects.toMatchObject(
        refusal,
      ),
    );
    release();
    // …and at the replica, for what had been sent before that was known.
    expect(await early).toMatchObject(refusal);
    expect((await Promise.all(kept)).map(String)).toEqual(['null', 'null']);
  });

  it('never runs more calls at once than it is allowed to', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await sleep(5);
      running--;
    };
    await fixture.server({ work }, { concurrency: 4 });
    const client = fixture.client();
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => client.call(callOf('work', n, { repeatable: n % 2 === 0 }))),
    );
    expect(most).toBe(4);
  });

  it('skips a frame that it cannot read and goes on', async () => {
    const errors: unknown[] = [];
    await fixture.server({ get: async () => 1 }, { onError: (error) => errors.push(error) });
    const stream = `${fixture.namespace}:calls:course:r`;
    await fixture.redis.xadd(stream, '*', 'f', 'not json');
    await fixture.redis.xadd(stream, '*', 'other', 'field');
    expect((await fixture.client().call(callOf('get'))).toString()).toBe('1');
    await eventually(() => expect(errors).toHaveLength(2));
    await eventually(async () => expect(await fixture.redis.xlen(stream)).toBe(0));
  });

  it('waits for what is under way when it is closed, and refuses what comes after', async () => {
    const opened = gate();
    await fixture.server({ work: () => opened });
    const client = fixture.client();
    const running = client.call(callOf('work'));
    await eventually(async () =>
      expect(await fixture.redis.xlen(`${fixture.namespace}:calls:course:r`)).toBe(1),
    );
    const closed = client.close();
    await expect(client.call(callOf('work'))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    release();
    await closed;
    expect((await running).toString()).toBe('null');
  });
});
