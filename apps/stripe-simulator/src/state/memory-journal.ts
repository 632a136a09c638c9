import type { Journal, JournalEntry } from './journal';

/** Keeps nothing: the state lives as long as the process. */
export class MemoryJournal implements Journal {
  async append(): Promise<void> {}

  async *readAfter(): AsyncIterable<JournalEntry> {}

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
