import { answers } from '../processes/ports.mjs';
import { StartError } from '../processes/start-error.mjs';

/**
 * A store that the person runs: checked once, never stopped by us.
 * @template {'mongodb' | 'redis'} T
 * @param {string} variable name of the variable that holds the address
 * @param {string} uri
 * @param {number} defaultPort
 * @returns {Promise<{ uri: string, kind: 'external', ports: Record<string, number>, stop: () => Promise<void>, abandon: () => void }>}
 * @throws {StartError} when nothing answers there; the address is shown without user and password
 */
export async function externalStore(variable, uri, defaultPort) {
  const authority = uri.match(/^(?:mongodb|rediss?):\/\/(?:[^@/]*@)?([^/?,]+)/)?.[1];
  // mongodb+srv and the like are found by DNS records: the driver checks those.
  if (authority && !uri.includes('%2F')) {
    const [, host, port] = authority.match(/^(.*?)(?::(\d+))?$/) ?? [];
    if (!(await answers(host.replace(/^\[|\]$/g, ''), Number(port ?? defaultPort)))) {
      throw new StartError(`${variable}: nothing answers at ${authority}`, `Start it, or unset ${variable}`);
    }
  }
  return { uri, kind: 'external', ports: {}, stop: async () => undefined, abandon: () => undefined };
}
