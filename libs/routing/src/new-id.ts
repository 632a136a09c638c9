import { randomBytes } from 'node:crypto';

/**
 * 24 hexadecimal digits in the shape of a MongoDB ObjectId: seconds since 1970, the millisecond, then 52 random bits.
 * Ids of one clock sort by the moment they were made, to the millisecond.
 */
export function newId(): string {
  const now = Date.now();
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  const millisecond = (now % 1000).toString(16).padStart(3, '0');
  return seconds + millisecond + randomBytes(7).toString('hex').slice(1);
}
