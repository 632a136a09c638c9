import { Turnstile } from './turnstile';

const soon = () => Date.now() + 5_000;

describe('Turnstile', () => {
  it('lets so many in at once, the others in the order they came', async () => {
    const turnstile = new Turnstile(2);
    const log: string[] = [];
    const enter = async (name: string) => {
      const leave = await turnstile.enter('a', soon());
      log.push(name);
      return leave;
    };
    const first = await enter('first');
    const second = await enter('second');
    const third = enter('third');
    const fourth = enter('fourth');
    expect(log).toEqual(['first', 'second']);
    second();
    const leaveThird = await third;
    first();
    const leaveFourth = await fourth;
    expect(log).toEqual(['first', 'second', 'third', 'fourth']);
    leaveThird();
    leaveFourth();
    expect(turnstile.size).toBe(0);
  });

  it('keeps keys apart', async () => {
    const turnstile = new Turnstile(1);
    await turnstile.enter('a', soon());
    await expect(turnstile.enter('b', soon())).resolves.toEqual(expect.any(Function));
    expect(turnstile.size).toBe(2);
  });

  it('gives up in time, and the place goes to the next', async () => {
    const turnstile = new Turnstile(1);
    const leave = await turnstile.enter('a', soon());
    const late = turnstile.enter('a', Date.now() + 10);
    const next = turnstile.enter('a', soon());
    await expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    leave();
    (await next)();
    expect(turnstile.size).toBe(0);
  });
});
