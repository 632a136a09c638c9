import { StartError } from './processes/start-error.mjs';
import { freePorts } from './processes/ports.mjs';

/**
 * @typedef {object} App
 * @property {string} name folder of its build: `dist/apps/<name>/src/main.js`
 * @property {string} variable sets its port
 * @property {number} port default
 * @property {string[]} secrets the only secrets that its environment carries
 */

/** @type {App[]} */
export const APPS = [
  {
    name: 'stripe-simulator',
    variable: 'STRIPE_SIMULATOR_PORT',
    port: 4242,
    secrets: ['STRIPE_WEBHOOK_SECRET', 'STRIPE_SECRET_KEY'],
  },
  {
    name: 'auth',
    variable: 'AUTH_PORT',
    port: 3001,
    secrets: ['KEY_ENCRYPTION_SECRET', 'ADMIN_PASSWORD', 'SMTP_URL'],
  },
  { name: 'course', variable: 'COURSE_PORT', port: 3002, secrets: [] },
  {
    name: 'payment',
    variable: 'PAYMENT_PORT',
    port: 3003,
    secrets: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_SUBSCRIPTION_WEBHOOK_SECRET', 'SMTP_URL'],
  },
  { name: 'community', variable: 'COMMUNITY_PORT', port: 3004, secrets: [] },
  {
    name: 'media',
    variable: 'MEDIA_PORT',
    port: 3005,
    secrets: ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  },
  { name: 'ai-core', variable: 'AI_CORE_PORT', port: 5000, secrets: [] },
  { name: 'gateway', variable: 'GATEWAY_PORT', port: 3000, secrets: [] },
];

/** The work of the others waits for the database: 4 MB of young objects are enough, and some 25 MB less stay resident. */
const LARGE_YOUNG_HEAP = ['gateway'];

/** The options of Node that an app runs with; the images have the same. @param {string} name @returns {string[]} */
export function nodeOptionsOf(name) {
  return LARGE_YOUNG_HEAP.includes(name) ? [] : ['--max-semi-space-size=4'];
}

/** What ends first: the public door, then the services, then what they call. */
export const STOP_ORDER = [
  ['gateway'],
  ['auth', 'course', 'payment', 'community', 'media', 'ai-core'],
  ['stripe-simulator'],
];

/**
 * One process of the academy.
 * @typedef {object} PlannedProcess
 * @property {string} name `course`, and `course#2` for its second replica
 * @property {App} app
 * @property {number} index 0 for the first replica
 * @property {number} port
 * @property {string} [variable] the variable that moves its port
 * @property {string} url
 */

/**
 * @param {string | undefined} text e.g. `course=2,auth=2`
 * @returns {Record<string, number>}
 * @throws {StartError} naming the part that is wrong
 */
export function parseReplicas(text) {
  if (!text) return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name, count] = part.trim().split('=');
      const number = Number(count);
      if (!APPS.some((app) => app.name === name) || !Number.isInteger(number) || number < 1 || number > 16) {
        const names = APPS.map((app) => app.name).join(', ');
        throw new StartError(
          `--replicas: "${part}" is not <app>=<1..16>`,
          `Apps: ${names}; e.g. --replicas course=2,auth=2`,
        );
      }
      return [name, number];
    }),
  );
}

/**
 * @param {App} app
 * @param {NodeJS.ProcessEnv} env
 */
function configuredPort(app, env) {
  const port = Number(env[app.variable] || app.port);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartError(`${app.variable} is not a port`, 'Set a number from 1 to 65535');
}

/**
 * Which processes run on which ports. Replicas beyond the first get free ports.
 * @param {object} options
 * @param {string[]} options.apps names
 * @param {Record<string, number>} options.replicas
 * @param {'configured' | 'free'} options.ports
 * @param {NodeJS.ProcessEnv} options.env
 * @returns {Promise<PlannedProcess[]>}
 */
export async function planProcesses({ apps, replicas, ports, env }) {
  const wanted = APPS.filter(({ name }) => apps.includes(name)).flatMap((app) =>
    Array.from({ length: replicas[app.name] ?? 1 }, (_, index) => ({ app, index })),
  );
  const fixed = wanted.map(({ app, index }) =>
    ports === 'free' || index > 0 ? undefined : configuredPort(app, env),
  );
  const free = (await freePorts(wanted.length + fixed.length)).filter((port) => !fixed.includes(port));
  return wanted.map(({ app, index }, position) => {
    const port = fixed[position] ?? free[position];
    const name = index === 0 ? app.name : `${app.name}#${index + 1}`;
    const variable = fixed[position] === undefined ? undefined : app.variable;
    return { name, app, index, port, variable, url: `http://127.0.0.1:${port}` };
  });
}
