import { Redis } from 'ioredis';
import { encodeCall } from './call-frame';
import { CallRunner, type TakenCall } from './call-runner';
import { RedisClock } from './redis-clock';
import { callOf, MessagingFixture } from '../test/messaging-fixture';

describe('CallRunner', () => {
  let fixture: MessagingFixture;

  beforeEach(() => {
    fixture = new MessagingFixture();
  });

  afterEach(async () => {
    await fixture.close();
  });

  /** Runs one call that was written in Redis' run `written` and handed out in run `handed`; returns what is published. */
  async function run(
    repeatable: boolean,
    written: string,
    handed: string,
  ): Promise<{ reply: string; runs: number }> {
    let runs = 0;
    const runner = new CallRunner({
      redis: fixture.redis,
      clock: new RedisClock(),
      service: 'course',
      group: 'course',
      executor: async () => {
        runs++;
        return 'true';
      },
      handlerOf: () => async () => null,
      onError: () => undefined,
    });
    const text = encodeCall(callOf('work', null, { repeatable }), {
      id: '7',
      reply_to: `${fixture.namespace}:replies`,
      deadline_at: Date.now() + 10_000,
      redis_run: written,
    });
    const listener = new Redis(fixture.redis_url);
    await listener.subscribe(`${fixture.namespace}:replies`);
    const reply = new Promise<string>((resolve) =>
      listener.once('message', (_channel, message: string) => resolve(message)),
    );
    const stream = `${fixture.namespace}:calls:course:n`;
    const taken: TakenCall = {
      stream,
      id: '1-1',
      text,
      acknowledged: repeatable,
      deliveries: 1,
      redis_run: handed,
    };
    await runner.run(taken);
    const answer = { reply: await reply, runs };
    listener.disconnect();
    return answer;
  }

  it('runs what was written and handed out by the same Redis', async () => {
    expect(await run(false, 'run-1', 'run-1')).toEqual({ reply: '7|o|true', runs: 1 });
  });

  it('does not run a call that may not be repeated when Redis may have forgotten that it was handed out', async () => {
    expect(await run(false, 'run-1', 'run-2')).toEqual({ reply: '7|e|{"code":"OUTCOME_UNKNOWN"}', runs: 0 });
  });

  it('runs a repeatable call all the same', async () => {
    expect(await run(true, 'run-1', 'run-2')).toEqual({ reply: '7|o|true', runs: 1 });
  });
});
