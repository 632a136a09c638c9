import { createHash } from 'node:crypto';
import { Types } from 'mongoose';

/** @param id 24 hexadecimal digits, already validated by the contract */
export function toObjectId(id: string): Types.ObjectId {
  return Types.ObjectId.createFromHexString(id);
}

export function toObjectIds(ids: readonly string[]): Types.ObjectId[] {
  return ids.map(toObjectId);
}

/**
 * The id of what exists once for several others, such as a user's enrolment in a course: the same for whoever inserts it
 * at the same moment, so that all but one meet in the index of `_id`. In FerretDB, those that meet in another unique
 * index first may wait for each other, which is a deadlock of a second.
 */
export function derivedId(...ids: readonly string[]): Types.ObjectId {
  const digest = createHash('sha256').update(ids.join('\n')).digest();
  return new Types.ObjectId(digest.subarray(0, 12));
}
