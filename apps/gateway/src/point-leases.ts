import { LRUCache } from 'lru-cache';

const MOST_CLIENTS = 20_000;

interface Lease {
  left: number;
}

/**
 * Points that were taken from a shared limit ahead of their use, by client: most requests are counted without asking
 * Redis. What a client does not use is lost with the window it was taken in.
 */
export class PointLeases {
  private readonly leases = new LRUCache<string, Lease>({ max: MOST_CLIENTS, ttl: 1 });

  /** @param size how many points are taken at a time; the first is for the request that takes them */
  constructor(readonly size: number) {}

  /** @returns whether a point was there */
  spend(client: string): boolean {
    if (this.size === 1) return false;
    const lease = this.leases.get(client);
    if (!lease || lease.left === 0) return false;
    lease.left -= 1;
    return true;
  }

  /** Keeps what was taken until its window ends. @param forMs milliseconds */
  grant(client: string, forMs: number): void {
    if (this.size === 1 || forMs <= 0) return;
    // Others may have taken points for the same client at the same moment: both count.
    const left = (this.leases.get(client)?.left ?? 0) + this.size - 1;
    this.leases.set(client, { left }, { ttl: forMs });
  }
}
