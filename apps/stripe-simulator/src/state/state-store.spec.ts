import { JournalConflict, type Journal, type JournalEntry } from './journal';
import { MemoryJournal } from './memory-journal';
import type { Task } from './records';
import { StateStore } from './state-store';
import type { Transaction } from './transaction';

const CONTEXT = { id: null, idempotency_key: null, base_url: '' };
const task = (id: string, due = 0): Task => ({ id, due, type: 'refund.settle', subject: id });
const due = (tx: Transaction, id: string): number | undefined => tx.find('task', id)?.due;
const count = (tx: Transaction): number => tx.put('task', task('counter', (due(tx, 'counter') ?? 0) + 1)).due;

/** A journal whose entries the test sees and can spoil. */
class ScriptedJournal implements Journal {
  readonly entries: JournalEntry[] = [];
  /** Runs before the next append. */
  before: (() => void) | undefined;
  /** Fails the next append after it was written. */
  losesAnswer = false;

  async append(entry: JournalEntry): Promise<void> {
    const before = this.before;
    this.before = undefined;
    before?.();
    if (this.entries.some(({ sequence }) => sequence === entry.sequence)) throw new JournalConflict('taken');
    this.entries.push(entry);
    if (!this.losesAnswer) return;
    this.losesAnswer = false;
    throw new Error('the connection broke');
  }

  async *readAfter(sequence: number): AsyncIterable<JournalEntry> {
    yield* this.entries.filter((entry) => entry.sequence > sequence);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

function storeOn(journal: Journal): StateStore {
  return new StateStore(journal, new Map(), CONTEXT);
}

describe('StateStore', () => {
  it('keeps what work wrote, and nothing of work that throws', async () => {
    const store = storeOn(new MemoryJournal());
    await store.run((tx) => tx.put('task', task('a', 1)));
    const failing = store.run((tx) => {
      tx.put('task', task('a', 2));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(store.read((tx) => due(tx, 'a'))).toBe(1);
  });

  it('runs work that starts in one moment one after the other, in one commit', async () => {
    const journal = new ScriptedJournal();
    const store = storeOn(journal);
    const results = await Promise.all(Array.from({ length: 50 }, () => store.run(count)));
    expect(results).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(journal.entries).toHaveLength(1);
  });

  it('runs the work again on the newer state when another process was first', async () => {
    const journal = new ScriptedJournal();
    const [one, two] = [storeOn(journal), storeOn(journal)];
    await one.run(count);
    // The second has not read the first's entry yet.
    expect(await two.run(count)).toBe(2);
    expect(await one.run(count)).toBe(3);
    expect(journal.entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('does the work once when its entry was written but the answer was lost', async () => {
    const journal = new ScriptedJournal();
    const store = storeOn(journal);
    journal.losesAnswer = true;
    await expect(store.run(count)).rejects.toThrow('the connection broke');
    expect(await store.run(count)).toBe(2);
    expect(journal.entries).toHaveLength(2);
  });

  it('knows its own entry when the journal’s driver wrote it twice', async () => {
    const journal = new ScriptedJournal();
    const append = journal.append.bind(journal);
    journal.append = async (entry) => {
      await append(entry);
      await append(entry);
    };
    expect(await storeOn(journal).run(count)).toBe(1);
    expect(journal.entries).toHaveLength(1);
  });

  it('reads at the start what earlier processes left, also after a reset', async () => {
    const journal = new ScriptedJournal();
    const first = storeOn(journal);
    await first.run((tx) => tx.put('task', task('old')));
    await first.run((tx) => {
      tx.clear();
      return tx.put('task', task('new'));
    });
    await first.run((tx) => tx.remove('task', 'none'));
    const second = storeOn(journal);
    await second.open();
    expect(second.read((tx) => tx.all('task').map(({ id }) => id))).toEqual(['new']);
  });

  it('tells its listeners what was committed, and nothing else', async () => {
    const store = storeOn(new MemoryJournal());
    const heard: unknown[] = [];
    store.onCommit((changes) => heard.push(...changes.map(([, id]) => id)));
    await store.run((tx) => tx.put('task', task('a')));
    await store.run(() => 'nothing');
    await store.run((tx) => tx.remove('task', 'a'));
    await store.idle();
    expect(heard).toEqual(['a', 'a']);
    expect(store.read((tx) => tx.all('task'))).toEqual([]);
  });

  it('refuses a read that writes', () => {
    expect(() => storeOn(new MemoryJournal()).read((tx) => tx.put('task', task('a')))).toThrow(
      'a read must not write',
    );
  });
});

describe('Transaction', () => {
  it('sees its own writes in the order of making, and a fork’s only when it is absorbed', async () => {
    const store = storeOn(new MemoryJournal());
    await store.run((tx) => ['a', 'b', 'c'].map((id) => tx.put('task', task(id))));
    const seen = await store.run((tx) => {
      tx.put('task', task('b', 9));
      tx.remove('task', 'a');
      tx.put('task', task('d'));
      const lost = tx.fork();
      lost.put('task', task('lost'));
      const kept = tx.fork();
      kept.put('task', task('kept'));
      kept.remove('task', 'c');
      expect(due(kept, 'b')).toBe(9);
      tx.absorb(kept);
      return tx.all('task').map(({ id }) => id);
    });
    expect(seen).toEqual(['b', 'd', 'kept']);
  });

  it('forgets what a fork cleared', async () => {
    const store = storeOn(new MemoryJournal());
    await store.run((tx) => tx.put('task', task('a')));
    await store.run((tx) => {
      tx.put('task', task('b'));
      const fork = tx.fork();
      fork.clear();
      expect(due(fork, 'a')).toBeUndefined();
      fork.put('task', task('c'));
      tx.absorb(fork);
    });
    expect(store.read((tx) => tx.all('task').map(({ id }) => id))).toEqual(['c']);
  });
});
