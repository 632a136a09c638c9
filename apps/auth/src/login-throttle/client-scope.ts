import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** What one party holds at once: an IPv4 address, or an IPv6 network of 64 bits. */
export function addressScope(ip: string | undefined): string {
  if (ip === undefined) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  return isIPv6(ip) ? `${expandIpv6(ip).slice(0, 4).join(':')}::/64` : ip;
}

/** Addresses of people do not become names of keys. */
export function accountScope(account: string): string {
  return createHash('sha256').update(account).digest('base64url');
}

function expandIpv6(ip: string): string[] {
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return groups.map((group) => Number.parseInt(group, 16).toString(16));
}
