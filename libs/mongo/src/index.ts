export { isDuplicateKey } from './duplicate-key';
export { createPatiently, whenIndexed } from './index-creation';
export { databaseName, MongoModule, type MongoOptions } from './mongo.module';
export { MongoIdempotencyStore } from './mongo-idempotency-store';
export { derivedId, toObjectId, toObjectIds } from './object-id';
export { retryOnConflict } from './write-conflict';
export { isStoreAway } from './store-away';
