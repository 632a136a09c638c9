import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Collection, Connection } from 'mongoose';
import { CatalogueError, type ErrorFrame } from '@har/errors';
import { fingerprint, newId, type IdempotencyStore, type IdempotentRequest } from '@har/routing';
import { isDuplicateKey } from './duplicate-key';
import { createPatiently } from './index-creation';

interface KeyRecord {
  _id: string;
  fingerprint: string;
  /** The id of what the request creates; the same when another replica takes over. */
  resource_id: string;
  state: 'running' | 'done' | 'failed';
  /** Until when the one who runs it is believed to be alive. */
  lease_until: Date;
  reply?: string;
  failure?: ErrorFrame;
  expires_at: Date;
}

const KEEP_MS = 48 * 3_600_000;
const LEASE_MS = 15_000;
const WAIT_MS = 4_000;
const POLL_MS = 40;

/**
 * Idempotency keys in the service's own MongoDB, kept 48 hours. The first request inserts the key and runs; the others
 * wait for its answer. When the one who runs it dies, its lease ends and a repetition takes over with the same
 * resource id. A refusal (4xx) is an answer like any other; a 5xx gives the key back.
 */
export class MongoIdempotencyStore implements IdempotencyStore {
  constructor(private readonly connection: Connection) {}

  private get keys(): Collection<KeyRecord> {
    return this.connection.collection<KeyRecord>('idempotency_keys');
  }

  async createIndexes(): Promise<void> {
    await createPatiently(() => this.keys.createIndex({ expires_at: 1 }, { expireAfterSeconds: 0 }));
  }

  async once(request: IdempotentRequest, run: (resourceId: string) => Promise<string>): Promise<string> {
    const id = createHash('sha256').update(`${request.scope}\n${request.key}`).digest('base64url');
    const print = fingerprint(request.input);
    const giveUpAt = Date.now() + WAIT_MS;
    for (;;) {
      const claimed = await this.claim(id, print);
      if (claimed) return this.runClaimed(claimed, run);
      const known = await this.keys.findOne({ _id: id });
      if (known && known.fingerprint !== print) throw new CatalogueError('IDEMPOTENCY_KEY_REUSED');
      if (known?.state === 'done') return known.reply ?? '';
      if (known?.state === 'failed' && known.failure) throw CatalogueError.fromFrame(known.failure);
      if (Date.now() > giveUpAt) throw new CatalogueError('IDEMPOTENCY_IN_PROGRESS');
      await sleep(POLL_MS);
    }
  }

  /** The record if this request is the one to run: the first, or the next after a dead one. */
  private async claim(id: string, print: string): Promise<KeyRecord | null> {
    const now = Date.now();
    const lease_until = new Date(now + LEASE_MS);
    const taken = await this.keys.findOneAndUpdate(
      { _id: id, fingerprint: print, state: 'running', lease_until: { $lt: new Date(now) } },
      { $set: { lease_until } },
      { returnDocument: 'after' },
    );
    if (taken) return taken;
    const record: KeyRecord = {
      _id: id,
      fingerprint: print,
      resource_id: newId(),
      state: 'running',
      lease_until,
      expires_at: new Date(now + KEEP_MS),
    };
    try {
      await this.keys.insertOne(record);
      return record;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  private async runClaimed(record: KeyRecord, run: (resourceId: string) => Promise<string>): Promise<string> {
    const extend = setInterval(() => void this.extendLease(record._id), LEASE_MS / 3).unref();
    try {
      const reply = await run(record.resource_id);
      await this.keys.updateOne({ _id: record._id }, { $set: { state: 'done', reply } });
      return reply;
    } catch (error) {
      await this.settleFailure(record._id, CatalogueError.from(error));
      throw error;
    } finally {
      clearInterval(extend);
    }
  }

  private async extendLease(id: string): Promise<void> {
    const lease_until = new Date(Date.now() + LEASE_MS);
    await this.keys
      .updateOne({ _id: id, state: 'running' }, { $set: { lease_until } })
      .catch(() => undefined);
  }

  private async settleFailure(id: string, error: CatalogueError): Promise<void> {
    const settled =
      error.status < 500
        ? { state: 'failed' as const, failure: error.toFrame() }
        : { lease_until: new Date(0) };
    await this.keys.updateOne({ _id: id }, { $set: settled });
  }
}
