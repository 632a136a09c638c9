import { randomUUID } from 'node:crypto';
import { JournalConflict, type Journal, type JournalEntry } from './journal';
import { State, type Change } from './state';
import { Transaction, type Reactions, type RequestContext } from './transaction';

interface Job {
  readonly request: RequestContext;
  readonly work: (tx: Transaction) => unknown;
  settle?: () => void;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

const MAX_JOBS_A_COMMIT = 100;

/**
 * Runs units of work one after the other and commits what they wrote. Work that waits while a commit is under way
 * shares the next one, so that the journal's latency does not bound the throughput.
 *
 * A commit is one atomic insert under the next number. When that number is taken (a second process on the same
 * database), the newer entries are read and the work is run again on the newer state.
 */
export class StateStore {
  private readonly state = new State();
  private readonly listeners: ((changes: readonly Change[]) => void)[] = [];
  private queue: Job[] = [];
  private running: Promise<void> | undefined;
  private sequence = 0;
  private outcomeUnknown = false;

  constructor(
    private readonly journal: Journal,
    private readonly reactions: Reactions,
    readonly internal: RequestContext,
  ) {}

  /** Reads what earlier processes left. */
  async open(): Promise<void> {
    await this.catchUp();
  }

  /** Calls back with what each commit wrote, after it. */
  onCommit(listener: (changes: readonly Change[]) => void): void {
    this.listeners.push(listener);
  }

  /** Looks at the committed state. @throws Error when the work writes */
  read<T>(work: (tx: Transaction) => T, request: RequestContext = this.internal): T {
    const tx = new Transaction(this.state, request, this.reactions);
    const result = work(tx);
    if (tx.changed) throw new Error('a read must not write');
    return result;
  }

  /**
   * Runs the work alone and commits what it wrote. When it throws, nothing of it is kept. It may be run again, so it
   * must do nothing but read and write the transaction.
   */
  run<T>(work: (tx: Transaction) => T, request: RequestContext = this.internal): Promise<T> {
    const result = new Promise<unknown>((resolve, reject) => {
      this.queue.push({ work, request, resolve, reject });
    });
    this.running ??= this.drain();
    return result as Promise<T>;
  }

  /** Waits for the commits under way. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async drain(): Promise<void> {
    // One turn, so that work started in the same moment shares a commit.
    await Promise.resolve();
    while (this.queue.length > 0) {
      const jobs = this.queue.splice(0, MAX_JOBS_A_COMMIT);
      try {
        await this.commit(jobs);
        for (const job of jobs) job.settle?.();
      } catch (error) {
        this.outcomeUnknown = true;
        for (const job of jobs) job.reject(error);
      }
    }
    this.running = undefined;
  }

  private async commit(jobs: readonly Job[]): Promise<void> {
    if (this.outcomeUnknown) await this.catchUp();
    this.outcomeUnknown = false;
    for (;;) {
      const tx = this.perform(jobs);
      if (!tx.changed) return;
      const entry = {
        sequence: this.sequence + 1,
        batch: randomUUID(),
        reset: tx.cleared,
        changes: tx.changes(),
      };
      if (await this.append(entry)) return;
    }
  }

  private perform(jobs: readonly Job[]): Transaction {
    const together = new Transaction(this.state, this.internal, this.reactions);
    for (const job of jobs) {
      const tx = new Transaction(together, job.request, this.reactions);
      try {
        const result = job.work(tx);
        together.absorb(tx);
        job.settle = () => job.resolve(result);
      } catch (error) {
        job.settle = () => job.reject(error);
      }
    }
    return together;
  }

  /** Whether the entry is in the journal now. */
  private async append(entry: JournalEntry): Promise<boolean> {
    try {
      await this.journal.append(entry);
    } catch (error) {
      if (!(error instanceof JournalConflict)) throw error;
      return (await this.catchUp()).has(entry.batch);
    }
    this.apply(entry);
    return true;
  }

  private async catchUp(): Promise<Set<string>> {
    const batches = new Set<string>();
    for await (const entry of this.journal.readAfter(this.sequence)) {
      this.apply(entry);
      batches.add(entry.batch);
    }
    return batches;
  }

  private apply(entry: JournalEntry): void {
    if (entry.reset) this.state.clear();
    this.state.apply(entry.changes);
    this.sequence = entry.sequence;
    for (const listener of this.listeners) listener(entry.changes);
  }
}
