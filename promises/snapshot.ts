import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from './platform';

/** What tells when something was done, not what was done, and what is computed again in the background. */
const BOOKKEEPING = new Set([
  'idempotency_keys',
  'journal',
  'published_events',
  'recommendation_models',
  'recommendation_model_parts',
]);

const SETTLING_MS = 500;

export interface StoredDocument {
  readonly collection: string;
  readonly id: string;
  readonly text: string;
}

/** Every document of every service as text, by collection and id. */
export async function storedDocuments(platform: Platform): Promise<StoredDocument[]> {
  const documents: StoredDocument[] = [];
  for (const { service, database } of platform.databases()) {
    for (const { name } of await database.listCollections().toArray()) {
      if (BOOKKEEPING.has(name) || name.startsWith('system.')) continue;
      for await (const document of database.collection(name).find()) {
        const collection = `${service}.${name}`;
        documents.push({ collection, id: String(document._id), text: JSON.stringify(document) });
      }
    }
  }
  return documents;
}

/** The same again when nothing was changed; what earlier writes still set off is waited for. */
export async function fingerprintOfAll(platform: Platform): Promise<Record<string, string>> {
  let before = await fingerprintNow(platform);
  for (;;) {
    await sleep(SETTLING_MS);
    const now = await fingerprintNow(platform);
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}

async function fingerprintNow(platform: Platform): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const { collection, id, text } of await storedDocuments(platform)) {
    prints[`${collection}/${id}`] = createHash('sha256').update(text).digest('base64url');
  }
  return prints;
}
