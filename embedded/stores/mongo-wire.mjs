import { connect } from 'node:net';
import { encodeDocument, decodeDocument } from './bson.mjs';

const OP_MSG = 2013;
const HEADER = 16;

/**
 * Sends one command to a MongoDB server on loopback. The driver is not installed yet when the stores start,
 * and asking whether a server is ready needs no more than this.
 * @param {number} port
 * @param {Record<string, unknown>} command e.g. `{ ping: 1 }`
 * @param {{ database?: string, timeoutMs?: number }} [options]
 * @returns {Promise<Record<string, any>>} the reply
 * @throws {Error} when nothing answers, or the reply says `ok: 0` (its `codeName` is kept)
 */
export function runMongoCommand(port, command, { database = 'admin', timeoutMs = 5_000 } = {}) {
  const body = encodeDocument({ ...command, $db: database });
  const head = Buffer.alloc(HEADER + 5);
  head.writeInt32LE(HEADER + 5 + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(OP_MSG, 12);
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let received = Buffer.alloc(0);
    const fail = (/** @type {Error} */ error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeoutMs, () => fail(new Error(`no answer on port ${port} in ${timeoutMs} ms`)));
    socket.once('error', fail);
    socket.once('close', () => reject(new Error(`port ${port} closed the connection`)));
    socket.once('connect', () => socket.write(Buffer.concat([head, body])));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < received.readInt32LE(0)) return;
      const reply = decodeDocument(received.subarray(HEADER + 5));
      if (reply.ok === 1) resolve(reply);
      else reject(Object.assign(new Error(String(reply.errmsg)), { codeName: reply.codeName }));
      socket.destroy();
    });
  });
}
