import { createServer, connect } from 'node:net';

/** Below the range from which Linux takes the local ports of outgoing connections, so that a server that is started again finds its port free. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_700;

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>} true when nothing listens there
 */
export function isPortFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Different free ports on loopback.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function freePorts(count) {
  /** @type {Set<number>} */
  const found = new Set();
  while (found.size < count) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    if (!found.has(port) && (await isPortFree(port))) found.add(port);
  }
  return [...found];
}

/**
 * @param {string} host
 * @param {number} port
 * @param {number} [milliseconds]
 * @returns {Promise<boolean>} true when something accepts a connection in that time
 */
export function answers(host, port, milliseconds = 3_000) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (/** @type {boolean} */ result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(milliseconds, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
