import { Types } from 'mongoose';

/** @param id 24 hexadecimal digits, already validated by the contract */
export function toObjectId(id: string): Types.ObjectId {
  return Types.ObjectId.createFromHexString(id);
}

export function toObjectIds(ids: readonly string[]): Types.ObjectId[] {
  return ids.map(toObjectId);
}
