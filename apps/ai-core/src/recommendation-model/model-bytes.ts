import type { StoredRecommendationModel } from '../recommendation/recommendation-model';

const LENGTH_BYTES = 4;

/** A model as one run of bytes: the length of its facts (32 bits), these as JSON, then its matrix. */
export function modelToBytes({ ease, ...facts }: StoredRecommendationModel): Buffer {
  const json = Buffer.from(JSON.stringify(facts));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ease]);
}

/** @throws RangeError or SyntaxError when the bytes are no whole model */
export function modelFromBytes(bytes: Buffer): StoredRecommendationModel {
  const end = LENGTH_BYTES + bytes.readUInt32LE();
  if (end > bytes.length) throw new RangeError('The model has been cut off');
  const facts = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as Omit<
    StoredRecommendationModel,
    'ease'
  >;
  return { ...facts, ease: bytes.subarray(end) };
}
