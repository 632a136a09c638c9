import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, stopProcess } from '../processes/process-identity.mjs';
import { StartError } from '../processes/start-error.mjs';

/**
 * One server program of a group.
 * @typedef {object} StoreServer
 * @property {string} name also the name of its port and of its log file
 * @property {(ports: Record<string, number>) => { command: string[], cwd?: string, env?: NodeJS.ProcessEnv }} launch
 * @property {(ports: Record<string, number>) => Promise<unknown>} probe rejects until the server can be used
 * @property {NodeJS.Signals} [stopSignal] default SIGTERM
 * @property {() => Promise<void>} [prepare] before each start
 * @property {(ports: Record<string, number>) => Promise<void>} [afterStart] after each start, before anyone uses it
 */

const READY_MS = 60_000;
const STOP_MS = 20_000;

/**
 * Starts a server in a session of its own (Ctrl-C at the terminal must not reach it before the apps have
 * drained) with its output in a file (so that it outlives its starter), and waits until it can be used.
 * @param {StoreServer} server
 * @param {Record<string, number>} ports
 * @param {string} directory where its log file is
 * @returns {Promise<import('../processes/process-identity.mjs').ProcessIdentity>}
 * @throws {StartError} with the last lines of its log
 */
export async function startServer(server, ports, directory) {
  mkdirSync(directory, { recursive: true });
  await server.prepare?.();
  const logFile = join(directory, `${server.name}.log`);
  const output = openSync(logFile, 'w');
  const { command, cwd, env } = server.launch(ports);
  const child = spawn(command[0], command.slice(1), {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  /** @type {Error | undefined} */
  let failure;
  child.once('error', (error) => (failure = error));
  child.unref();
  const identity = child.pid === undefined ? null : identify(child.pid);
  const deadline = Date.now() + READY_MS;
  while (identity && isAlive(identity) && Date.now() < deadline) {
    try {
      await server.probe(ports);
      await server.afterStart?.(ports);
      return identity;
    } catch (error) {
      failure = /** @type {Error} */ (error);
      await sleep(20);
    }
  }
  await stopProcess(identity, { signal: server.stopSignal, waitMs: 1_000 });
  const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' | ');
  throw new StartError(`${server.name} did not start: ${tail || failure?.message}`, `Its log: ${logFile}`);
}

/**
 * @param {StoreServer} server
 * @param {import('../processes/process-identity.mjs').ProcessIdentity | undefined} identity
 */
export async function stopServer(server, identity) {
  await stopProcess(identity, { signal: server.stopSignal, waitMs: STOP_MS });
}
