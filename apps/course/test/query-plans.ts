import mongoose, { type Connection } from 'mongoose';

export interface CapturedQuery {
  readonly collection: string;
  readonly method: 'find' | 'findOne' | 'countDocuments' | 'aggregate';
  readonly query: unknown;
  readonly options: Record<string, unknown>;
}

export interface QueryPlan {
  /** The query, for messages. */
  readonly text: string;
  readonly indexes: string[];
  readonly scans_collection: boolean;
  readonly sorts_in_memory: boolean;
}

/** Milliseconds that a server may take to count new rows in the background: until then it plans by guess. */
export const UNTIL_COUNTED_MS = 60_000;

const READS = ['find', 'findOne', 'countDocuments', 'aggregate'];

/** What is read from MongoDB while `work` runs. */
export async function captureQueries(work: () => Promise<unknown>): Promise<CapturedQuery[]> {
  const captured: CapturedQuery[] = [];
  mongoose.set('debug', (collection: string, method: string, query: unknown, options: unknown) => {
    // The sweep of the outboxes runs beside what is measured.
    if (!READS.includes(method) || JSON.stringify(query).includes('"outbox.at"')) return;
    captured.push({ collection, method, query, options: { ...(options as object) } } as CapturedQuery);
  });
  try {
    await work();
  } finally {
    mongoose.set('debug', false);
  }
  return captured;
}

/** How the server would run a captured query. Both explain formats are read: mongod's and FerretDB's. */
export async function planOf(connection: Connection, captured: CapturedQuery): Promise<QueryPlan> {
  const { collection: name, method, query, options } = captured;
  const collection = connection.db!.collection(name);
  const { session: _session, limit, ...rest } = options as { session?: unknown; limit?: number };
  const run = () => {
    if (method === 'aggregate') return collection.aggregate(query as object[]).explain();
    const cursor = collection.find(query as object, rest);
    return (limit === undefined ? cursor : cursor.limit(limit)).explain();
  };
  const plan = JSON.stringify(await run());
  const names = [...plan.matchAll(/"(?:Index Name|indexName)":"([^"]+)"/g)].map((match) => match[1]!);
  return {
    text: `${name}.${method} ${JSON.stringify(query)} ${JSON.stringify(rest)}`,
    indexes: [...new Set(names)],
    scans_collection: /"stage":"COLLSCAN"|"Node Type":"Seq Scan"/.test(plan),
    sorts_in_memory: /"stage":"SORT"|"Node Type":"(?:Incremental )?Sort"/.test(plan),
  };
}
