import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { mongo } from 'mongoose';

const { deserialize, serialize } = mongo.BSON;
const BATCH = 500;
/** Numbers keep the type they were stored with. */
const AS_STORED = { promoteValues: false, promoteLongs: false, promoteBuffers: false };

/** Where the databases are, and how their names begin. */
export interface Stores {
  readonly uri: string;
  readonly prefix: string;
}

/**
 * Writes every document of every database of the platform into a folder, one file a collection, as mongodump does. It is
 * one moment of all of them only where nothing writes meanwhile.
 *
 * @returns how many documents of each collection: `{ 'payment.transactions': 12 }`
 */
export async function backUp({ uri, prefix }: Stores, folder: string): Promise<Record<string, number>> {
  return withClient(uri, async (client) => {
    const counts: Record<string, number> = {};
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    for (const { name } of databases.filter((database) => database.name.startsWith(prefix))) {
      const service = name.slice(prefix.length);
      await mkdir(join(folder, service), { recursive: true });
      for (const collection of await client.db(name).collections()) {
        const file = join(folder, service, `${collection.collectionName}.bson`);
        counts[`${service}.${collection.collectionName}`] = await save(collection, file);
      }
    }
    return counts;
  });
}

/**
 * Reads what `backUp` or mongodump wrote into databases that are empty; their indexes are made by `npm run db:indexes`.
 *
 * @throws Error when a collection holds documents already: nothing is mixed
 */
export async function restore({ uri, prefix }: Stores, folder: string): Promise<Record<string, number>> {
  return withClient(uri, async (client) => {
    const counts: Record<string, number> = {};
    for (const service of await readdir(folder)) {
      const database = client.db(prefix + service);
      const files = (await readdir(join(folder, service))).filter((file) => file.endsWith('.bson'));
      for (const file of files) {
        const collection = database.collection(basename(file, '.bson'));
        if (await collection.findOne()) throw new Error(`${collection.namespace} is not empty`);
        counts[`${service}.${collection.collectionName}`] = await load(
          collection,
          join(folder, service, file),
        );
      }
    }
    return counts;
  });
}

async function save(collection: mongo.Collection, file: string): Promise<number> {
  const out = createWriteStream(file, { mode: 0o600 });
  let count = 0;
  for await (const document of collection.find({}, AS_STORED)) {
    if (!out.write(serialize(document))) await once(out, 'drain');
    count += 1;
  }
  out.end();
  await finished(out);
  return count;
}

async function load(collection: mongo.Collection, file: string): Promise<number> {
  const documents = [...documentsIn(await readFile(file))];
  for (let start = 0; start < documents.length; start += BATCH) {
    await collection.insertMany(documents.slice(start, start + BATCH));
  }
  return documents.length;
}

/** A BSON document begins with its own length. */
function* documentsIn(bytes: Buffer): Generator<mongo.BSON.Document> {
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readInt32LE(at);
    yield deserialize(bytes.subarray(at, at + length), AS_STORED);
    at += length;
  }
}

async function withClient<T>(uri: string, work: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = await new mongo.MongoClient(uri).connect();
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
