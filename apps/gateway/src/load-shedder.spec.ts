import { route, type AnyRoute } from '@har/routing';
import { LoadShedder } from './load-shedder';

const contract = (more: object = {}): AnyRoute =>
  route({
    name: 'any.search',
    service: 'course',
    method: 'GET',
    path: '/any',
    access: 'public',
    deadline_ms: 2_000,
    sheddable: true,
    summary: 'any',
    tag: 'any',
    example: {},
    ...more,
  });

/** A shedder whose calls take as long as the test says. */
function setUp() {
  let clock = 0;
  const shedder = new LoadShedder(() => clock);
  const refused: unknown[] = [];
  const begin = (of = contract()) => {
    let finish = (): void => undefined;
    const work = new Promise<string>((resolve) => (finish = () => resolve('done')));
    const result = shedder.run(of, () => work).catch((error: unknown) => refused.push(error));
    return { finish, result };
  };
  const wave = async (count: number, took_ms: number, of = contract()) => {
    const before = refused.length;
    const calls = Array.from({ length: count }, () => begin(of));
    clock += took_ms;
    for (const { finish } of calls) finish();
    await Promise.all(calls.map(({ result }) => result));
    return refused.length - before;
  };
  return { wave, refused };
}

describe('LoadShedder', () => {
  it('serves what comes one after the other, however late', async () => {
    const { wave } = setUp();
    for (let i = 0; i < 100; i += 1) expect(await wave(1, 1_000)).toBe(0);
  });

  it('refuses what is too much at once, with the time to come back', async () => {
    const { wave, refused } = setUp();
    expect(await wave(100, 10)).toBe(68);
    expect(refused[0]).toMatchObject({ code: 'SERVICE_UNAVAILABLE', args: { retry_after: 1 } });
  });

  it('lets fewer in while answers are late, down to a few, and more again when they are in time', async () => {
    const { wave } = setUp();
    const late: number[] = [];
    for (let i = 0; i < 12; i += 1) late.push(await wave(100, 150));
    expect(late[1]).toBe(78);
    expect(late.at(-1)).toBe(96);
    let inTime = 96;
    for (let i = 0; i < 60; i += 1) inTime = await wave(100, 50);
    expect(inTime).toBeLessThan(75);
  });

  it('counts a wave that is late together as one sign', async () => {
    const { wave } = setUp();
    await wave(32, 150);
    expect(await wave(32, 10)).toBe(10);
  });

  it('never grows where few come', async () => {
    const { wave } = setUp();
    for (let i = 0; i < 200; i += 1) await wave(2, 10);
    expect(await wave(100, 10)).toBe(68);
  });

  it('keeps routes apart, and leaves alone what may not be shed', async () => {
    const { wave } = setUp();
    for (let i = 0; i < 12; i += 1) await wave(100, 150);
    expect(await wave(30, 10, contract({ name: 'any.other' }))).toBe(0);
    expect(await wave(500, 150, contract({ name: 'any.pay', sheddable: false }))).toBe(0);
  });
});
