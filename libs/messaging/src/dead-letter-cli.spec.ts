import { runDeadLetterCli } from './dead-letter-cli';
import { DeadLetters } from './dead-letters';
import { newEvent } from './event-envelope';
import { MessagingFixture } from '../test/messaging-fixture';

describe('runDeadLetterCli', () => {
  let fixture: MessagingFixture;
  let letters: DeadLetters;

  beforeEach(() => {
    fixture = new MessagingFixture();
    const { redis_url, namespace } = fixture;
    letters = fixture.closing(new DeadLetters({ redis_url, namespace }));
  });

  afterEach(async () => {
    await fixture.close();
  });

  async function park(group: string, type: string): Promise<string> {
    const fields = [
      'event',
      JSON.stringify(newEvent(type, 1)),
      'topic',
      'auth',
      'error',
      'no',
      'deliveries',
      '5',
    ];
    await fixture.redis.sadd(`${fixture.namespace}:parked-groups`, group);
    const entry = await fixture.redis.xadd(`${fixture.namespace}:parked:${group}`, '*', ...fields);
    return `${group}/${entry}`;
  }

  async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const code = await runDeadLetterCli(args, letters, (line) => lines.push(line));
    return { code, lines };
  }

  it('lists pages over all groups, or of one', async () => {
    const ids = [await park('course', 'a'), await park('course', 'b'), await park('payment', 'c')];
    const all = await run('list');
    expect(all.lines.map((line) => line.split(' ')[0])).toEqual([...ids, '3']);
    expect(all.lines[0]).toMatch(/ auth {2}a {2}after 5: no$/);
    expect((await run('list', '--limit', '2', '--page', '2')).lines).toEqual([
      expect.stringContaining(ids[2] ?? ''),
      '1 of 3',
    ]);
    expect((await run('list', '--group', 'course')).lines.at(-1)).toBe('2 of 2');
  });

  it('shows one with its event', async () => {
    const id = await park('course', 'a');
    const { code, lines } = await run('show', id);
    expect(code).toBe(0);
    expect(lines[0]).toContain('"type":"a"');
    expect(await run('show', 'course/1-1')).toEqual({ code: 1, lines: ['course/1-1 not found'] });
  });

  it('replays and drops by id, and says which were not found', async () => {
    const [one, two] = [await park('course', 'a'), await park('course', 'b')];
    expect(await run('replay', one, 'course/1-1')).toEqual({
      code: 1,
      lines: [`${one} given back`, 'course/1-1 not found'],
    });
    expect(await run('drop', two)).toEqual({ code: 0, lines: [`${two} dropped`] });
    expect((await letters.list()).total).toBe(0);
    expect(await fixture.redis.xlen(`${fixture.namespace}:replays:course`)).toBe(1);
  });

  it('replays all of one group', async () => {
    await park('course', 'a');
    await park('course', 'b');
    const other = await park('payment', 'c');
    expect((await run('replay', '--all', '--group', 'course')).lines).toHaveLength(2);
    expect((await letters.list()).letters.map(({ id }) => id)).toEqual([other]);
  });

  it.each([[[]], [['help']], [['show']], [['replay']], [['drop']]])('explains itself: %j', async (args) => {
    const { code, lines } = await run(...args);
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain('dlq replay');
  });

  it('refuses what is not an id', async () => {
    await expect(run('drop', 'nonsense')).rejects.toThrow('not the id of a dead letter: nonsense');
  });
});
