import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPOSITORY } from '../../embedded/academy.mjs';
import { freePorts } from '../../embedded/processes/ports.mjs';

const READY_MS = 180_000;
const STOP_MS = 15_000;
/** With fewer the stores and the client would lack the cores that are pinned. */
const CORES_TO_PIN = 6;

/** Starts the measured processes, and stops them. */
export class Stage {
  /** @type {{ name: string, child: import('node:child_process').ChildProcess }[]} */
  #started = [];

  /** @param {string} folder of logs and profiles */
  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * Starts a Node program and waits until it answers.
   * @param {object} options
   * @param {string} options.name
   * @param {string[]} options.command arguments of node
   * @param {NodeJS.ProcessEnv} options.env PORT is added
   * @param {string} options.readyPath answers 200 when it may be asked
   * @param {number} [options.core] the core that it has to itself, where there are enough
   * @param {number} [options.port]
   * @returns {Promise<{ url: string, pid: number }>}
   */
  async start({ name, command, env, readyPath, core, port }) {
    const chosen = port ?? (await freePorts(1))[0];
    const log = openSync(join(this.folder, `${name}.log`), 'a');
    const child = spawn(process.execPath, command, {
      cwd: REPOSITORY,
      env: { ...env, PORT: String(chosen) },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#started.push({ name, child });
    if (core !== undefined && availableParallelism() >= CORES_TO_PIN)
      spawnSync('taskset', ['-acp', String(core), String(child.pid)]);
    const url = `http://127.0.0.1:${chosen}`;
    await this.#ready(name, child, url + readyPath);
    return { url, pid: /** @type {number} */ (child.pid) };
  }

  /** Stops all, the last started first. */
  async stop() {
    for (const { child } of this.#started.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
      child.kill('SIGKILL');
    }
    this.#started = [];
  }

  /** For a process that ends at once. */
  abandon() {
    for (const { child } of this.#started) child.kill('SIGKILL');
  }

  async #ready(name, child, url) {
    const deadline = Date.now() + READY_MS;
    while (child.exitCode === null && Date.now() < deadline) {
      const response = await fetch(url).catch(() => undefined);
      if (response?.status === 200) return void (await response.text());
      await sleep(25);
    }
    throw new Error(`${name} does not answer at ${url}; its log: ${join(this.folder, `${name}.log`)}`);
  }
}
