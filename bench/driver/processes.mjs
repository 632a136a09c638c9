import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** @param {number} pid @returns {string[] | null} the fields of /proc/<pid>/stat after the command's name */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** The processes themselves and all that they started. @param {readonly number[]} roots @returns {number[]} */
function familyOf(roots) {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => /** @type {const} */ ([Number(name), Number(statOf(Number(name))?.[1])]));
  const family = new Set(roots);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
  }
  return [...family];
}

/**
 * Processor time that processes and their children have used until now, those that have ended included.
 * @param {readonly number[]} roots
 * @returns {number} seconds
 */
export function cpuSeconds(roots) {
  let ticks = 0;
  for (const pid of familyOf(roots)) {
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = (statOf(pid) ?? []).slice(11, 15).map(Number);
    ticks += utime + stime + cutime + cstime;
  }
  return ticks / TICKS_PER_SECOND;
}

/** Resident memory of one process in MB, 0 when it is gone. @param {number} pid */
export function residentMb(pid) {
  try {
    const [, kilobytes = 0] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1_024;
  } catch {
    return 0;
  }
}
