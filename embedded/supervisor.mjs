import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from './processes/file-lock.mjs';
import { ManagedProcess } from './processes/managed-process.mjs';
import { isPortFree } from './processes/ports.mjs';
import { identify, isAlive, sendSignal, stopProcess } from './processes/process-identity.mjs';
import { StartError } from './processes/start-error.mjs';

/**
 * @typedef {import('./processes/process-identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {import('./processes/managed-process.mjs').ProcessSpec} ProcessSpec
 */

/**
 * Checks ports before anything is started.
 * @param {{ name: string, port: number, variable?: string }[]} wanted
 * @throws {StartError} naming each taken port and the variable that moves it
 */
export async function requireFreePorts(wanted) {
  const taken = [];
  for (const { name, port, variable } of wanted) {
    if (await isPortFree(port)) continue;
    taken.push(`Port ${port} (${name}) is taken${variable ? `; free it or set ${variable}` : ''}`);
  }
  if (taken.length > 0) throw new StartError(taken.join('\n'), 'Is the academy running already?');
}

/**
 * Starts processes, watches them and stops them in order. Its processes are noted in `run.json` of the data
 * folder, so that what a killed supervisor leaves behind is stopped by the next one.
 */
export class Supervisor {
  /**
   * @param {object} options
   * @param {string} options.dataDir
   * @param {(name: string, text: string) => void} options.onLoud warnings and errors of the processes
   * @param {(error: StartError) => void} options.onDeath called once, when a process ends that should not
   * @param {number} [options.drainMs] time that all processes together have to end by themselves
   */
  constructor({ dataDir, onLoud, onDeath, drainMs = 30_000 }) {
    this.dataDir = dataDir;
    this.onLoud = onLoud;
    this.onDeath = onDeath;
    this.drainMs = drainMs;
    /** @type {Map<string, ManagedProcess>} */
    this.processes = new Map();
    this.stopping = false;
    this.claimed = false;
  }

  /**
   * Makes this process the only supervisor of the data folder.
   * @throws {StartError} when another one runs
   */
  claim() {
    return withFileLock(join(this.dataDir, 'run.lock'), () => this.claimLocked());
  }

  async claimLocked() {
    const path = join(this.dataDir, 'run.json');
    /** @type {{ supervisor?: ProcessIdentity, processes?: ProcessIdentity[] }} */
    let left = {};
    try {
      left = JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      // Nobody was here.
    }
    if (isAlive(left.supervisor)) {
      throw new StartError(
        `The academy of ${this.dataDir} is running already (process ${left.supervisor?.pid})`,
        'Stop that one first, or give this one another DATA_DIR and other ports',
      );
    }
    await Promise.all((left.processes ?? []).map((identity) => stopProcess(identity, { waitMs: 5_000 })));
    this.claimed = true;
    this.note();
  }

  note() {
    mkdirSync(this.dataDir, { recursive: true });
    const processes = [...this.processes.values()]
      .filter(({ running }) => running)
      .map(({ identity }) => identity);
    writeFileSync(join(this.dataDir, 'run.json'), JSON.stringify({ supervisor: identify(), processes }));
  }

  /**
   * Starts a process; a second one of the same name takes the place of one that ended.
   * @param {ProcessSpec} spec
   * @returns {ManagedProcess} started, not ready yet
   */
  start(spec) {
    if (this.processes.get(spec.name)?.running) throw new Error(`${spec.name} runs already`);
    const managed = new ManagedProcess(spec, (text) => this.onLoud(spec.name, text));
    this.processes.set(spec.name, managed);
    this.note();
    void managed.ended.then(() => {
      if (managed.endWanted || this.stopping) return;
      this.stopping = true;
      this.onDeath(managed.death());
    });
    return managed;
  }

  /** @param {string} name @returns {ManagedProcess} */
  get(name) {
    const managed = this.processes.get(name);
    if (!managed) throw new Error(`No process ${name}; there are ${[...this.processes.keys()].join(', ')}`);
    return managed;
  }

  /**
   * Ends all processes, wave after wave, so that what takes requests ends before what answers them.
   * @param {string[][]} [waves] names; those in none of them end last
   * @returns {Promise<string[]>} names of those that had to be killed
   */
  async stop(waves = []) {
    this.stopping = true;
    const deadline = Date.now() + this.drainMs;
    const named = new Set(waves.flat());
    const rest = [...this.processes.keys()].filter((name) => !named.has(name));
    /** @type {string[]} */
    const killed = [];
    for (const wave of [...waves, rest]) {
      await Promise.all(
        wave.map(async (name) => {
          const inTime = await this.processes.get(name)?.stop(Math.max(0, deadline - Date.now()));
          if (inTime === false) killed.push(name);
        }),
      );
    }
    if (this.claimed) rmSync(join(this.dataDir, 'run.json'), { force: true });
    return killed;
  }

  /** Kills all processes without waiting. */
  killAll() {
    this.stopping = true;
    for (const { identity } of this.processes.values()) sendSignal(identity, 'SIGKILL');
  }
}
