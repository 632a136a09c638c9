import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { captureOutput } from './log-lines.mjs';
import { identify } from './process-identity.mjs';
import { StartError } from './start-error.mjs';

const TELL_EVERY_MS = 5_000;

/**
 * @typedef {object} ProcessSpec
 * @property {string} name e.g. `course#2`
 * @property {string[]} command
 * @property {string} logFile
 * @property {string} [readyUrl] answers 200 when the process may get work
 * @property {NodeJS.ProcessEnv} [env] the whole environment
 * @property {string} [cwd]
 * @property {number} [readyMs] how long it may take to become ready
 */

/** A child process that we watch. */
export class ManagedProcess {
  /**
   * Starts it at once.
   * @param {ProcessSpec} spec
   * @param {(text: string) => void} onLoud told about warnings and errors in its output
   */
  constructor(spec, onLoud) {
    this.spec = spec;
    /** True when its end is wanted: then it is no accident. */
    this.endWanted = false;
    // A session of its own: Ctrl-C at the terminal reaches the supervisor alone, which then drains in order.
    this.child = spawn(spec.command[0], spec.command.slice(1), {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.identity = this.child.pid === undefined ? null : identify(this.child.pid);
    const output = captureOutput(this.child, spec.logFile, onLoud);
    this.tail = output.tail;
    /** @type {Promise<string>} how it ended, e.g. `exit code 1` */
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, by) => resolve(by ? `signal ${by}` : `exit code ${code}`));
      this.child.once('error', (error) => resolve(error.message));
    }).then(async (outcome) => {
      this.outcome = outcome;
      await Promise.race([output.finished, sleep(500, undefined, { ref: false })]);
      return outcome;
    });
  }

  get running() {
    return this.outcome === undefined;
  }

  /** One line that says how it died and where to read more. */
  death() {
    const last =
      this.tail.findLast((line) => /error|cannot|fail|invalid|missing/i.test(line)) ?? this.tail.at(-1);
    const why = last ? `: ${last.slice(0, 300)}` : '';
    return new StartError(
      `${this.spec.name} ended by itself (${this.outcome})${why}`,
      `Its log: ${this.spec.logFile}`,
    );
  }

  /**
   * Waits until it answers its ready URL with 200.
   * @param {object} [options]
   * @param {AbortSignal} [options.signal]
   * @param {(answer: string) => void} [options.onWait] told now and then what it answers instead
   * @throws {StartError} when it ends first, or takes too long
   */
  async ready({ signal, onWait } = {}) {
    const { readyUrl, readyMs = 120_000, name, logFile } = this.spec;
    if (!readyUrl) return;
    const deadline = Date.now() + readyMs;
    let last;
    let tellAt = Date.now() + TELL_EVERY_MS;
    while (this.running) {
      signal?.throwIfAborted();
      try {
        const response = await fetch(readyUrl, { signal: AbortSignal.timeout(5_000) });
        if (response.status === 200) return;
        last = `status ${response.status}: ${(await response.text()).slice(0, 200)}`;
      } catch {
        last = 'no answer';
      }
      if (Date.now() > tellAt) {
        tellAt += TELL_EVERY_MS;
        onWait?.(last);
      }
      if (Date.now() > deadline) {
        throw new StartError(
          `${name} is not ready after ${readyMs / 1000} s (${readyUrl}: ${last})`,
          `Its log: ${logFile}`,
        );
      }
      await Promise.race([sleep(50), this.ended]);
    }
    await this.ended;
    throw this.death();
  }

  /**
   * Ends it: SIGTERM, and SIGKILL when it has not drained in time.
   * @param {number} waitMs
   * @returns {Promise<boolean>} false when it had to be killed
   */
  async stop(waitMs) {
    this.endWanted = true;
    if (!this.running) return true;
    this.child.kill('SIGTERM');
    const timer = new AbortController();
    const late = sleep(waitMs, 'late', { signal: timer.signal }).catch(() => 'ended');
    const result = await Promise.race([this.ended, late]);
    timer.abort();
    if (result !== 'late') return true;
    this.child.kill('SIGKILL');
    await this.ended;
    return false;
  }

  /**
   * Sends a signal as a test or a benchmark does: its end is then no accident.
   * @param {NodeJS.Signals} signal
   */
  async kill(signal) {
    this.endWanted = true;
    this.child.kill(signal);
    await this.ended;
  }
}
