import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** What one party holds at once: an IPv4 address, or an IPv6 network of 64 bits. */
export function addressScope(ip: string | undefined): string {
  if (ip === undefined) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  return isIPv6(ip) ? `${networkOf(ip)}::/64` : ip;
}

/** Addresses of people do not become names of keys. */
export function accountScope(account: string): string {
  return createHash('sha256').update(account).digest('base64url');
}

/** Its first 64 bits; what follows them is left out. */
function networkOf(ip: string): string {
  const address = ip.replace(/%.*/, '');
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
