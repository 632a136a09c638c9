import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { withFileLock } from '../processes/file-lock.mjs';
import { freePorts, isPortFree } from '../processes/ports.mjs';
import { identify, isAlive, sendSignal } from '../processes/process-identity.mjs';
import { readState, writeState } from './group-state.mjs';
import { startServer, stopServer } from './store-server.mjs';

/**
 * Servers that belong together (PostgreSQL and FerretDB; Redis alone), in the order in which they start.
 * @typedef {import('./store-server.mjs').StoreServer} StoreServer
 * @typedef {object} GroupOptions
 * @property {string} directory holds `run.json`, the log files and a lock
 * @property {StoreServer[]} servers
 * @property {(line: string) => void} log
 * @property {AbortSignal} [signal]
 */

const LOOK_EVERY_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** Groups that this process has opened and not given up. @type {Set<StoreGroup>} */
const opened = new Set();

/** Stops all groups that this process still has open. */
export async function stopAll() {
  await Promise.all([...opened].map((group) => group.stop()));
}

/** Gives up all groups of this process without waiting: for one that must end at once. */
export function abandonAll() {
  for (const group of opened) group.abandon();
}

/**
 * The servers of one data folder, shared by every process that opens them: the first one starts them, the
 * last one stops them, and any of them starts a server again that died, on the same port.
 * Servers that were left behind by a process that was killed are adopted when they all answer, else stopped.
 */
export class StoreGroup {
  /** @param {GroupOptions} options */
  constructor(options) {
    this.options = options;
    this.id = randomUUID();
    /** @type {Record<string, number>} */
    this.ports = {};
    this.failures = 0;
    this.lookAgainAt = 0;
    /** @type {Promise<void> | undefined} */
    this.repairing = undefined;
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined;
  }

  /** Starts or joins the servers. @returns {Promise<this>} */
  async open() {
    opened.add(this);
    try {
      await this.locked(() => this.join());
    } catch (error) {
      opened.delete(this);
      throw error;
    }
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
    return this;
  }

  async join() {
    const { directory } = this.options;
    const state = readState(directory);
    const alone = state.users.length === 0;
    try {
      if (alone && !(await this.allAnswer(state))) await this.startAll(state);
      else await this.startMissing(state);
      state.users.push({ .../** @type {any} */ (identify()), id: this.id });
    } catch (error) {
      if (alone) await this.stopAll(state);
      throw error;
    } finally {
      writeState(directory, state);
    }
    this.ports = state.ports;
  }

  /** Gives the servers up; they are stopped when nobody else uses them. */
  async stop() {
    clearInterval(this.timer);
    opened.delete(this);
    await this.repairing;
    await this.locked(async () => {
      const state = this.leave();
      if (state.users.length === 0) await this.stopAll(state);
      writeState(this.options.directory, state);
    });
  }

  /** Like stop, but without waiting: for a process that must end at once. */
  abandon() {
    clearInterval(this.timer);
    opened.delete(this);
    const state = this.leave();
    writeState(this.options.directory, state);
    if (state.users.length > 0) return;
    for (const server of [...this.options.servers].reverse()) {
      sendSignal(state.processes[server.name], server.stopSignal ?? 'SIGTERM');
    }
  }

  leave() {
    const state = readState(this.options.directory);
    state.users = state.users.filter((user) => user.id !== this.id);
    return state;
  }

  /**
   * @template T
   * @param {() => Promise<T>} job
   */
  locked(job) {
    return withFileLock(join(this.options.directory, 'run.lock'), job, { signal: this.options.signal });
  }

  /** @param {import('./group-state.mjs').GroupState} state */
  async allAnswer(state) {
    for (const server of this.options.servers) {
      if (!isAlive(state.processes[server.name])) return false;
      const answer = await server.probe(state.ports).then(
        () => true,
        () => false,
      );
      if (!answer) return false;
    }
    return true;
  }

  /** @param {import('./group-state.mjs').GroupState} state */
  async startAll(state) {
    await this.stopAll(state);
    const names = this.options.servers.map(({ name }) => name);
    const fresh = await freePorts(names.length);
    for (const [index, name] of names.entries()) {
      const kept = state.ports[name];
      state.ports[name] = kept !== undefined && (await isPortFree(kept)) ? kept : fresh[index];
    }
    await this.startMissing(state);
  }

  /** @param {import('./group-state.mjs').GroupState} state */
  async startMissing(state) {
    const { directory, servers } = this.options;
    for (const server of servers) {
      if (isAlive(state.processes[server.name])) continue;
      this.options.signal?.throwIfAborted();
      try {
        state.processes[server.name] = await startServer(server, state.ports, directory);
      } finally {
        writeState(directory, state);
      }
    }
  }

  /** @param {import('./group-state.mjs').GroupState} state */
  async stopAll(state) {
    for (const server of [...this.options.servers].reverse()) {
      await stopServer(server, state.processes[server.name]);
      delete state.processes[server.name];
    }
  }

  look() {
    if (this.repairing || Date.now() < this.lookAgainAt) return;
    const { processes } = readState(this.options.directory);
    const dead = this.options.servers.filter(({ name }) => !isAlive(processes[name]));
    if (dead.length === 0) return;
    this.repairing = this.repair(dead.map(({ name }) => name).join(', ')).finally(() => {
      this.repairing = undefined;
    });
  }

  /** @param {string} names */
  async repair(names) {
    try {
      await this.locked(async () => {
        const state = readState(this.options.directory);
        await this.startMissing(state);
        writeState(this.options.directory, state);
      });
      this.failures = 0;
      this.options.log(`${names} died and was started again`);
    } catch (error) {
      this.failures += 1;
      const pause = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** this.failures);
      this.lookAgainAt = Date.now() + pause;
      const reason = /** @type {Error} */ (error).message;
      this.options.log(`${names} died and cannot be started again yet (next try in ${pause} ms): ${reason}`);
    }
  }
}
