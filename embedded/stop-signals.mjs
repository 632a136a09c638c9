import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sendSignal } from './processes/process-identity.mjs';
import { abandonAll } from './stores/index.mjs';

/** npm passes Ctrl-C on although the terminal has sent it to us as well: that is no second one. */
const ECHO_MS = 500;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Ctrl-C and SIGTERM: the first one asks for an orderly end, the second kills.
 */
export class StopSignals {
  /** @param {{ dataDir: string, log: (line: string) => void }} options */
  constructor({ dataDir, log }) {
    this.controller = new AbortController();
    /** Aborted at the first signal, or when a process has died. */
    this.signal = this.controller.signal;
    this.wanted = false;
    /** @type {Error | undefined} */
    this.death = undefined;
    /** Resolves when the academy is to end. */
    this.requested = new Promise((resolve) => this.signal.addEventListener('abort', resolve, { once: true }));
    let firstAt = 0;
    this.handler = () => {
      if (this.wanted || this.death) {
        if (performance.now() - firstAt < ECHO_MS) return;
        killAtOnce(dataDir);
        process.exit(130);
      }
      this.wanted = true;
      firstAt = performance.now();
      log('Stopping; requests under way may end (again Ctrl-C kills)');
      this.controller.abort();
    };
    for (const signal of SIGNALS) process.on(signal, this.handler);
  }

  /** A process of the academy ended by itself. @param {Error} error */
  died(error) {
    if (this.wanted) return;
    this.death = error;
    this.controller.abort();
  }

  dispose() {
    for (const signal of SIGNALS) process.off(signal, this.handler);
  }
}

/** Kills the processes that the supervisor noted and lets the stores end by themselves. @param {string} dataDir */
function killAtOnce(dataDir) {
  try {
    const { processes } = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8'));
    for (const identity of processes) sendSignal(identity, 'SIGKILL');
  } catch {
    // None was started yet.
  }
  abandonAll();
}
