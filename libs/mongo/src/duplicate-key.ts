import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11000;
/** DocumentDB's words for it when a findAndModify meets a unique index: no code of its own, no field. */
const EXCLUSION = /conflicting key value violates exclusion constraint/;

/** Whether a write was refused by a unique index, and if `field` is given, by one on that field. */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof mongo.MongoServerError)) return false;
  if (EXCLUSION.test(error.message)) return true;
  return error.code === DUPLICATE_KEY && (field === undefined || error.message.includes(field));
}
