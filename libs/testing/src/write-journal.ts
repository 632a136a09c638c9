/** One write as its client saw it. `unknown`: sent, and never answered. */
export interface JournalEntry<T> {
  readonly kind: string;
  readonly write: T;
  outcome: 'unknown' | 'acknowledged' | 'refused';
  /** Milliseconds from the first attempt to the answer. */
  took_ms: number;
}

/** What a client was promised: kept on its side, held against the stores when the faults are over. */
export class WriteJournal<T> {
  private readonly entries: JournalEntry<T>[] = [];

  /**
   * Notes a write before it is sent and what became of it.
   *
   * @param send resolves with whether it was acknowledged; what it throws leaves the outcome unknown
   */
  async write(kind: string, write: T, send: () => Promise<boolean>): Promise<JournalEntry<T>['outcome']> {
    const entry: JournalEntry<T> = { kind, write, outcome: 'unknown', took_ms: 0 };
    this.entries.push(entry);
    const startedAt = Date.now();
    try {
      entry.outcome = (await send()) ? 'acknowledged' : 'refused';
    } catch {
      entry.outcome = 'unknown';
    }
    entry.took_ms = Date.now() - startedAt;
    return entry.outcome;
  }

  /** The writes of a kind that ended so. */
  list(kind: string, outcome: JournalEntry<T>['outcome'] = 'acknowledged'): T[] {
    return this.entries
      .filter((entry) => entry.kind === kind && entry.outcome === outcome)
      .map(({ write }) => write);
  }

  /** Of each kind, how many ended how: `{ enroll: { acknowledged: 40, unknown: 1 } }`. */
  summary(): Record<string, Record<string, number>> {
    const counts: Record<string, Record<string, number>> = {};
    for (const { kind, outcome } of this.entries) {
      const own = (counts[kind] ??= {});
      own[outcome] = (own[outcome] ?? 0) + 1;
    }
    return counts;
  }

  /** The write whose client waited longest for its outcome; nothing before the first one. */
  get longest(): JournalEntry<T> | undefined {
    const [first, ...rest] = this.entries;
    return rest.reduce((longest, entry) => (entry.took_ms > longest!.took_ms ? entry : longest), first);
  }
}
