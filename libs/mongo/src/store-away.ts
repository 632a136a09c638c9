/** Errors of the driver that say nothing about a request, only that MongoDB could not be reached or did not answer. */
const AWAY = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoServerSelectionError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
  'PoolClearedError',
  'PoolClearedOnNetworkError',
]);

/** Whether a failure means that MongoDB is away; what a write did then is not known. */
export function isStoreAway(error: unknown): boolean {
  return error instanceof Error && AWAY.has(error.name);
}
