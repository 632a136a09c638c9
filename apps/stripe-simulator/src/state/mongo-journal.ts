import { createConnection, type Connection } from 'mongoose';
import { JournalConflict, type Journal, type JournalEntry } from './journal';
import type { Change } from './state';

interface EntryDocument {
  /** The entry's number: its uniqueness is what orders the writers. */
  _id: number;
  batch: string;
  reset: boolean;
  /** JSON, because metadata may have keys that a database document may not. */
  changes: string;
  at: Date;
}

const DUPLICATE_KEY = 11000;
const BATCH_SIZE = 500;

/** The journal as one collection, `journal`, of one document a commit. */
export class MongoJournal implements Journal {
  private constructor(private readonly connection: Connection) {}

  /** @throws when MongoDB cannot be reached within five seconds */
  static async open(uri: string, database: string): Promise<MongoJournal> {
    const options = { dbName: database, serverSelectionTimeoutMS: 5000, maxPoolSize: 4 };
    const connection = createConnection(uri, options);
    try {
      return new MongoJournal(await connection.asPromise());
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  private get entries() {
    return this.connection.collection<EntryDocument>('journal');
  }

  async append({ sequence, batch, reset, changes }: JournalEntry): Promise<void> {
    const document = { _id: sequence, batch, reset, changes: JSON.stringify(changes), at: new Date() };
    try {
      await this.entries.insertOne(document);
    } catch (error) {
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
      throw new JournalConflict(`entry ${sequence} is already written`);
    }
    if (reset) await this.entries.deleteMany({ _id: { $lt: sequence } });
  }

  async *readAfter(sequence: number): AsyncIterable<JournalEntry> {
    const cursor = this.entries
      .find({ _id: { $gt: sequence } })
      .sort({ _id: 1 })
      .batchSize(BATCH_SIZE);
    for await (const { _id, batch, reset, changes } of cursor) {
      yield { sequence: _id, batch, reset, changes: JSON.parse(changes) as Change[] };
    }
  }

  async ping(): Promise<void> {
    await this.entries.findOne({ _id: 0 });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
