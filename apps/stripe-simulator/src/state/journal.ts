import type { Change } from './state';

/** What one commit wrote. Entries are applied in the order of their number. */
export interface JournalEntry {
  readonly sequence: number;
  /** Tells the writer its own entry when it does not know whether it was written. */
  readonly batch: string;
  /** Everything before this entry is forgotten. */
  readonly reset: boolean;
  readonly changes: readonly Change[];
}

/** An entry of that number is already there: another process wrote, or a lost answer had arrived after all. */
export class JournalConflict extends Error {
  override readonly name = 'JournalConflict';
}

/** Where commits survive a restart: an append-only sequence in which one entry is written by one atomic insert. */
export interface Journal {
  /** @throws JournalConflict when the number is taken */
  append(entry: JournalEntry): Promise<void>;
  /** The entries after that number, in order. */
  readAfter(sequence: number): AsyncIterable<JournalEntry>;
  /** @throws when it cannot be reached */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const JOURNAL = Symbol('Journal');
