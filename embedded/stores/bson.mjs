/**
 * As much of BSON as the few commands need that are sent before the driver is installed: strings, numbers,
 * booleans, documents and arrays go out; the other types of a reply are read or stepped over.
 */

/** @param {string} text */
const cstring = (text) => Buffer.from(`${text}\0`, 'utf8');

/** @param {unknown} value @returns {[number, Buffer]} type and bytes */
function encodeValue(value) {
  if (typeof value === 'string') {
    const text = cstring(value);
    const length = Buffer.alloc(4);
    length.writeInt32LE(text.length);
    return [0x02, Buffer.concat([length, text])];
  }
  if (typeof value === 'boolean') return [0x08, Buffer.from([value ? 1 : 0])];
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return [0x10, bytes];
  }
  const document = encodeDocument(/** @type {Record<string, unknown>} */ (value));
  return [Array.isArray(value) ? 0x04 : 0x03, document];
}

/**
 * @param {Record<string, unknown>} document
 * @returns {Buffer}
 */
export function encodeDocument(document) {
  const parts = Object.entries(document).map(([key, value]) => {
    const [type, bytes] = encodeValue(value);
    return Buffer.concat([Buffer.from([type]), cstring(key), bytes]);
  });
  const body = Buffer.concat([...parts, Buffer.from([0])]);
  const length = Buffer.alloc(4);
  length.writeInt32LE(body.length + 4);
  return Buffer.concat([length, body]);
}

/** Fixed sizes in bytes: ObjectId, bool, date, null, timestamp, decimal128. @type {Record<number, number>} */
const STEPPED_OVER = { 0x07: 12, 0x09: 8, 0x0a: 0, 0x11: 8, 0x13: 16 };

/** @param {number} type @param {Buffer} bytes @param {number} at @returns {[unknown, number]} value and next offset */
function decodeValue(type, bytes, at) {
  if (type === 0x01) return [bytes.readDoubleLE(at), at + 8];
  if (type === 0x10) return [bytes.readInt32LE(at), at + 4];
  if (type === 0x12) return [Number(bytes.readBigInt64LE(at)), at + 8];
  if (type === 0x08) return [bytes[at] === 1, at + 1];
  if (type in STEPPED_OVER) return [undefined, at + STEPPED_OVER[type]];
  const length = bytes.readInt32LE(at);
  if (type === 0x02) return [bytes.toString('utf8', at + 4, at + 3 + length), at + 4 + length];
  if (type === 0x05) return [undefined, at + 5 + length];
  if (type === 0x03) return [decodeDocument(bytes.subarray(at)), at + length];
  if (type === 0x04) return [Object.values(decodeDocument(bytes.subarray(at))), at + length];
  throw new Error(`BSON type ${type} is not expected here`);
}

/**
 * @param {Buffer} bytes
 * @returns {Record<string, any>}
 */
export function decodeDocument(bytes) {
  const end = bytes.readInt32LE(0) - 1;
  /** @type {Record<string, unknown>} */
  const document = {};
  for (let at = 4; at < end;) {
    const type = bytes[at];
    const nameEnd = bytes.indexOf(0, at + 1);
    const name = bytes.toString('utf8', at + 1, nameEnd);
    [document[name], at] = decodeValue(type, bytes, nameEnd + 1);
  }
  return document;
}
