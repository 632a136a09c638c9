import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';

const MOUNT_POINT = 'data';
/** $1 root, $2 data folder, the rest: the command. The mount is seen by this process alone and ends with it. */
const BIND = `mount --bind "$2" "$1/${MOUNT_POINT}" && root=$1 && shift 2 && exec chroot "$root" "$@"`;

/** @type {Promise<boolean> | undefined} */
let mountable;

/**
 * True where this process may mount for itself alone; a container without CAP_SYS_ADMIN may not.
 * @returns {Promise<boolean>}
 */
export function canMountPrivately() {
  mountable ??= runCommand(['unshare', '--mount', 'mount', '--bind', '/tmp', '/tmp']).then(
    () => true,
    () => false,
  );
  return mountable;
}

/**
 * How to run PostgreSQL's programs out of the private root on a data folder of the host.
 * @typedef {object} RootPrograms
 * @property {string} folder the data folder as the host sees it
 * @property {string} inside the data folder as the programs see it
 * @property {(args: string[]) => string[]} command keeps its pid through to the program
 */

/**
 * A chroot sees nothing outside itself, so the data folder is mounted into it, in a mount namespace that
 * ends with the program. Where mounting is not allowed, the data are kept inside the root (in the cache),
 * in a folder named after the wanted one.
 * @param {string} root
 * @param {string} dataFolder wanted folder; made when missing, owned by the root's postgres user
 * @returns {Promise<RootPrograms>}
 */
export async function programsInRoot(root, dataFolder) {
  if (process.getuid?.() !== 0) {
    throw new StartError(
      'FerretDB runs in a private root, which only root may enter',
      'Start as root, or set MONGODB_URI',
    );
  }
  const user = readFileSync(join(root, 'etc/passwd'), 'utf8').match(/^postgres:[^:]*:(\d+):(\d+):/m);
  if (!user) throw new StartError(`${root} is damaged`, 'Remove it and start again');
  const [uid, gid] = [Number(user[1]), Number(user[2])];
  const asPostgres = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'];
  const mounted = await canMountPrivately();
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 16);
  const inside = mounted ? `/${MOUNT_POINT}` : `/${MOUNT_POINT}/${name}`;
  const folder = mounted ? resolve(dataFolder) : join(root, inside);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, uid, gid);
  if (!mounted) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(
      join(dataFolder, 'kept-at.txt'),
      `Mounting is not allowed here; the data are in\n${folder}\n`,
    );
  }
  const enter = mounted
    ? ['unshare', '--mount', '--propagation', 'private', '--', 'sh', '-c', BIND, 'sh', root, folder]
    : ['chroot', root];
  return { folder, inside, command: (args) => [...enter, ...asPostgres, ...args] };
}
