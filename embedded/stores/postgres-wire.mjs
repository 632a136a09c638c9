import { connect } from 'node:net';

const PROTOCOL_3 = 196_608;

/** @param {string} type @param {Buffer} payload */
function message(type, payload) {
  const length = Buffer.alloc(4);
  length.writeInt32BE(payload.length + 4);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, payload]);
}

/** The human sentence of an ErrorResponse. @param {Buffer} payload */
function errorText(payload) {
  const fields = payload.toString('utf8').split('\0');
  return fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'unknown error';
}

/**
 * Runs statements on a PostgreSQL on loopback that trusts its users, and throws their rows away.
 * @param {number} port
 * @param {string} sql one or more statements
 * @param {{ user?: string, database?: string }} [options]
 * @returns {Promise<void>}
 * @throws {Error} with PostgreSQL's message, or when nothing answers
 */
export function runPostgres(port, sql, { user = 'postgres', database = 'postgres' } = {}) {
  const version = Buffer.alloc(4);
  version.writeInt32BE(PROTOCOL_3);
  const startup = message(
    '',
    Buffer.concat([version, Buffer.from(`user\0${user}\0database\0${database}\0\0`)]),
  );
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let received = Buffer.alloc(0);
    let asked = false;
    /** @type {Error | undefined} */
    let failure;
    const end = () => {
      socket.end(message('X', Buffer.alloc(0)));
      if (failure) reject(failure);
      else resolve();
    };
    /** @param {string} type @param {Buffer} payload */
    const handle = (type, payload) => {
      if (type === 'R' && payload.readInt32BE(0) !== 0) failure = new Error('PostgreSQL asks for a password');
      if (type === 'E') failure = new Error(errorText(payload));
      if (failure && !asked) return end();
      if (type !== 'Z') return undefined;
      if (asked) return end();
      asked = true;
      return socket.write(message('Q', Buffer.from(`${sql}\0`)));
    };
    socket.once('error', reject);
    socket.once('close', () =>
      reject(failure ?? new Error(`PostgreSQL on port ${port} closed the connection`)),
    );
    socket.once('connect', () => socket.write(startup));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 5 && received.length > received.readInt32BE(1)) {
        const size = received.readInt32BE(1) + 1;
        handle(String.fromCharCode(received[0]), received.subarray(5, size));
        received = received.subarray(size);
      }
    });
  });
}
