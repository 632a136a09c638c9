import type { Redis } from 'ioredis';
import type { StreamReply } from './stream-reader';

export interface GroupRead {
  readonly group: string;
  readonly consumer: string;
  readonly streams: readonly string[];
  /** Whether entries count as handled as soon as they are handed out: for what must not run twice. */
  readonly noack: boolean;
}

/** One blocking XREADGROUP of entries that no consumer of the group was given yet. */
export function readGroup(redis: Redis, of: GroupRead, count: number, blockMs: number): Promise<StreamReply> {
  const args = ['GROUP', of.group, of.consumer, 'COUNT', count, 'BLOCK', blockMs];
  if (of.noack) args.push('NOACK');
  args.push('STREAMS', ...of.streams, ...of.streams.map(() => '>'));
  return redis.call('xreadgroup', ...args) as Promise<StreamReply>;
}

/** Makes a group that reads from the beginning of the stream, unless it exists. */
export async function ensureGroup(redis: Redis, stream: string, group: string): Promise<void> {
  try {
    await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('BUSYGROUP')) throw error;
  }
}
