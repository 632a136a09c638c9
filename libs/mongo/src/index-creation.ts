import { setTimeout as sleep } from 'node:timers/promises';
import { mongo, type Model } from 'mongoose';

const ATTEMPTS = 6;
const PAUSE_MS = 100;

/**
 * Creates indexes although replicas that start at once do the same: where the server makes one of them give way (a
 * deadlock, a lock it did not get), that one tries again.
 *
 * @throws MongoServerError what the last attempt met: data that contradict a unique index, above all
 */
export async function createPatiently(create: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await create();
      return;
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError) || attempt === ATTEMPTS) throw error;
      await sleep(Math.random() * PAUSE_MS * attempt);
    }
  }
}

/** Resolves when the indexes of a model are there that are created at boot; at once where they are not (production). */
export async function whenIndexed<T>(model: Model<T>): Promise<void> {
  let first = true;
  await createPatiently(() => {
    const creation = first ? model.init() : model.createIndexes();
    first = false;
    return creation as Promise<unknown>;
  });
}
