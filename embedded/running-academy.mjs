import { STOP_ORDER } from './academy-apps.mjs';

/**
 * @typedef {import('./academy-apps.mjs').PlannedProcess} PlannedProcess
 * @typedef {object} AcademyParts
 * @property {PlannedProcess[]} plan
 * @property {import('./supervisor.mjs').Supervisor} supervisor
 * @property {import('./stores/index.mjs').Stores} stores
 * @property {import('./install/secrets.mjs').Secrets} secrets
 * @property {(planned: PlannedProcess) => import('./processes/managed-process.mjs').ManagedProcess} launch
 */

/** An academy all of whose processes are ready. */
export class RunningAcademy {
  /** @type {AcademyParts} */
  #parts;
  /** @type {Promise<string[]> | undefined} */
  #stopped;

  /** @param {AcademyParts} parts */
  constructor(parts) {
    this.#parts = parts;
    /** The stores' handles. */
    this.stores = parts.stores;
    this.secrets = parts.secrets;
    /** App → URL of its first replica. @type {Record<string, string>} */
    this.urls = Object.fromEntries(
      parts.plan.filter(({ index }) => index === 0).map(({ app, url }) => [app.name, url]),
    );
  }

  /** The processes as they are now. @returns {(PlannedProcess & { pid: number | undefined })[]} */
  get processes() {
    const { plan, supervisor } = this.#parts;
    return plan.map((planned) => ({ ...planned, pid: supervisor.get(planned.name).identity?.pid }));
  }

  /**
   * Drains and ends the processes (gateway, services, simulator), then the stores. Calling it again waits
   * for the first call.
   * @returns {Promise<string[]>} names of the processes that had to be killed
   */
  stop() {
    const { plan, supervisor, stores } = this.#parts;
    const waves = STOP_ORDER.map((apps) =>
      plan.filter(({ app }) => apps.includes(app.name)).map(({ name }) => name),
    );
    this.#stopped ??= supervisor.stop(waves).then(async (killed) => {
      await stores.stop();
      return killed;
    });
    return this.#stopped;
  }

  /** Ends everything without waiting. */
  killAll() {
    this.#parts.supervisor.killAll();
    this.#parts.stores.abandon();
  }

  /**
   * Ends one process, as a crash does by default; the academy stays up.
   * @param {string} app
   * @param {number} [index] 0 for the first replica
   * @param {NodeJS.Signals} [signal]
   */
  async kill(app, index = 0, signal = 'SIGKILL') {
    await this.#parts.supervisor.get(this.#find(app, index).name).kill(signal);
  }

  /**
   * Starts a process again on its port, after draining it when it still runs.
   * @param {string} app
   * @param {number} [index]
   * @returns {Promise<void>} when it is ready
   */
  async restart(app, index = 0) {
    const planned = this.#find(app, index);
    const { supervisor, launch } = this.#parts;
    await supervisor.get(planned.name).stop(supervisor.drainMs);
    await launch(planned).ready();
  }

  /** @param {string} app @param {number} index */
  #find(app, index) {
    const found = this.#parts.plan.find((planned) => planned.app.name === app && planned.index === index);
    if (!found) throw new Error(`There is no replica ${index} of ${app}`);
    return found;
  }
}
