import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@har/testing';
import { ChildReplica } from '../test/child-replica';
import { callOf, MessagingFixture } from '../test/messaging-fixture';

describe('calls when replicas die', () => {
  let fixture: MessagingFixture;
  let replicas: ChildReplica[] = [];

  beforeEach(() => {
    fixture = new MessagingFixture();
  });

  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.kill()));
    replicas = [];
    await fixture.close();
  });

  async function startReplica(): Promise<ChildReplica> {
    const env = { REDIS_URL: fixture.redis_url, NAMESPACE: fixture.namespace };
    const replica = await ChildReplica.start('call-replica.process.ts', env);
    replicas.push(replica);
    return replica;
  }

  const begun = async () => {
    const counts = await fixture.redis.hgetall(`${fixture.namespace}:begun`);
    return new Map(Object.entries(counts).map(([n, count]) => [Number(n), Number(count)]));
  };

  it('lets another replica answer repeatable calls of one that was killed', async () => {
    const victim = await startReplica();
    const client = fixture.client();
    const calls = Array.from({ length: 40 }, (_, n) =>
      client.call(callOf('work', { n, ms: 600 }, { deadline_ms: 30_000 })),
    );
    await eventually(async () => expect((await begun()).size).toBeGreaterThan(0));
    await startReplica();
    await victim.kill();
    const answers = await Promise.all(calls);
    expect(answers.map(String)).toEqual(Array.from({ length: 40 }, (_, n) => `{"n":${n}}`));
  });

  it('never runs a call twice that may not be repeated, and says that its outcome is unknown', async () => {
    const victim = await startReplica();
    await startReplica();
    const client = fixture.client();
    const calls = Array.from({ length: 120 }, (_, n) =>
      client.call(callOf('work', { n, ms: 1_000 }, { repeatable: false, deadline_ms: 600_000 })),
    );
    const outcomes = Promise.allSettled(calls);
    await eventually(async () => expect((await begun()).size).toBe(120));
    await victim.kill();
    const settled = await outcomes;
    const lost = settled.filter((outcome) => outcome.status === 'rejected');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(120);
    for (const { reason } of lost) expect(reason).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect([...(await begun()).values()]).toEqual(Array(120).fill(1));
  });

  it('waits for a call that takes long, also on a replica that leaves', async () => {
    const leaving = await startReplica();
    const client = fixture.client();
    const slow = client.call(callOf('work', { n: 1, ms: 7_000 }, { repeatable: false }));
    await eventually(async () => expect((await begun()).size).toBe(1));
    await startReplica();
    await leaving.terminate();
    expect(String(await slow)).toBe('{"n":1}');
  });

  it('gives waiting calls up soon after the only replica was killed', async () => {
    const victim = await startReplica();
    const client = fixture.client();
    const call = (repeatable: boolean) =>
      client.call(
        callOf('work', { n: Number(repeatable), ms: 60_000 }, { repeatable, deadline_ms: 120_000 }),
      );
    const calls = Promise.allSettled([call(true), call(false)]);
    await eventually(async () => expect((await begun()).size).toBe(2));
    await victim.kill();
    expect(await calls).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }) },
      { status: 'rejected', reason: expect.objectContaining({ code: 'OUTCOME_UNKNOWN' }) },
    ]);
  });

  it('does not hand on a handler that is slower than the claim time', async () => {
    const runs: number[] = [];
    const work = async ({ n }: { n: number }) => {
      runs.push(n);
      await sleep(1_500);
      return n;
    };
    await fixture.server({ work }, { claim_after_ms: 400 });
    await fixture.server({ work }, { claim_after_ms: 400 });
    const client = fixture.client();
    await Promise.all(Array.from({ length: 40 }, (_, n) => client.call(callOf('work', { n }))));
    expect(runs.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it('does not give a call to one replica after the other when it has killed several', async () => {
    const stream = `${fixture.namespace}:calls:course:r`;
    await fixture.redis.xgroup('CREATE', stream, 'course', '0', 'MKSTREAM');
    const client = fixture.client();
    let runs = 0;
    // The dead replicas: each was given the call and never touched it again.
    await fixture.redis.zadd(`${fixture.namespace}:replicas:course`, Date.now() + 60_000, 'dead');
    const failure = client.call(callOf('work')).catch((error: unknown) => error);
    await eventually(async () => expect(await fixture.redis.xlen(stream)).toBe(1));
    await fixture.redis.xreadgroup('GROUP', 'course', 'dead', 'COUNT', 1, 'STREAMS', stream, '>');
    const [[id = ''] = []] = (await fixture.redis.xpending(stream, 'course', '-', '+', 1)) as string[][];
    await fixture.redis.xclaim(stream, 'course', 'dead', 0, id, 'RETRYCOUNT', 4);
    await fixture.server({ work: async () => runs++ }, { claim_after_ms: 100 });
    expect(await failure).toMatchObject({ code: 'INTERNAL_ERROR' });
    expect(runs).toBe(0);
  });

  it('loses nothing and runs nothing twice when replicas are stopped one after the other under load', async () => {
    await startReplica();
    const client = fixture.client();
    let sent = 0;
    let stopping = true;
    const failures: unknown[] = [];
    const load = Array.from({ length: 20 }, async () => {
      while (stopping) {
        const n = sent++;
        await client
          .call(callOf('work', { n, ms: 5 }, { repeatable: n % 2 === 0 }))
          .catch((error: unknown) => failures.push(error));
      }
    });
    for (let round = 0; round < 3; round++) {
      const leaving = replicas.at(-1);
      await startReplica();
      await leaving?.terminate();
    }
    stopping = false;
    await Promise.all(load);
    expect(failures).toEqual([]);
    const counts = await begun();
    expect(counts.size).toBe(sent);
    expect([...counts.values()].filter((count) => count > 1)).toEqual([]);
  });
});
