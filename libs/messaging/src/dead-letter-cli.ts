import type { DeadLetter, DeadLetters } from './dead-letters';

const USAGE = `Events that a service could not handle.

  dlq list [--group <service>] [--page <n>] [--limit <n>]   show them
  dlq show <id>                                             show one with its event
  dlq replay <id>… | --all [--group <service>]              give them back to their group
  dlq drop <id>…                                            delete them for good
`;

/**
 * The operator's commands for dead letters.
 *
 * @param args what follows `npm run dlq --`
 * @param print is given whole lines
 * @returns the exit code: 0 done, 1 some id was not found, 2 not a command
 */
export async function runDeadLetterCli(
  args: readonly string[],
  letters: DeadLetters,
  print: (line: string) => void,
): Promise<number> {
  const { command, ids, options } = parse(args);
  switch (command ?? '') {
    case 'list':
      return list(letters, options, print);
    case 'show':
      return ids[0] ? show(letters, ids[0], print) : usage(print);
    case 'replay': {
      const chosen = options.has('all') ? await allIds(letters, options.get('group')) : ids;
      if (chosen.length === 0 && !options.has('all')) return usage(print);
      return each(chosen, (id) => letters.replay(id), 'given back', print);
    }
    case 'drop':
      return ids.length > 0 ? each(ids, (id) => letters.drop(id), 'dropped', print) : usage(print);
    default:
      return usage(print);
  }
}

interface Command {
  readonly command: string | undefined;
  readonly ids: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

const FLAGS = new Set(['all']);

function parse([command, ...rest]: readonly string[]): Command {
  const ids: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? '';
    if (!word.startsWith('--')) ids.push(word);
    else if (FLAGS.has(word.slice(2))) options.set(word.slice(2), 'true');
    else options.set(word.slice(2), rest[++i] ?? '');
  }
  return { command, ids, options };
}

function usage(print: (line: string) => void): number {
  print(USAGE);
  return 2;
}

async function list(
  letters: DeadLetters,
  options: ReadonlyMap<string, string>,
  print: (line: string) => void,
): Promise<number> {
  const page = await letters.list(
    options.get('group'),
    Number(options.get('page') ?? 1) || 1,
    Number(options.get('limit') ?? 20) || 20,
  );
  for (const letter of page.letters) print(summary(letter));
  print(`${page.letters.length} of ${page.total}`);
  return 0;
}

async function show(letters: DeadLetters, id: string, print: (line: string) => void): Promise<number> {
  const letter = await letters.find(id);
  print(letter ? `${summary(letter)}\n${letter.event}` : `${id} not found`);
  return letter ? 0 : 1;
}

function summary({ id, topic, event, error, deliveries, parked_at }: DeadLetter): string {
  return `${id}  ${parked_at}  ${topic}  ${eventType(event)}  after ${deliveries}: ${error}`;
}

function eventType(event: string): string {
  return /"type":"([^"]*)"/.exec(event)?.[1] ?? 'unreadable';
}

async function allIds(letters: DeadLetters, group: string | undefined): Promise<string[]> {
  const { total } = await letters.list(group, 1, 1);
  const page = await letters.list(group, 1, Math.max(total, 1));
  return page.letters.map(({ id }) => id);
}

async function each(
  ids: readonly string[],
  work: (id: string) => Promise<boolean>,
  done: string,
  print: (line: string) => void,
): Promise<number> {
  let missing = 0;
  for (const id of ids) {
    const found = await work(id);
    if (!found) missing++;
    print(`${id} ${found ? done : 'not found'}`);
  }
  return missing > 0 ? 1 : 0;
}
