import { randomUUID } from 'node:crypto';
import { KeySet, RevocationList, TokenVerifier } from '@har/access';
import { listRevocations, listSigningKeys, sessionsRevoked, suspensionChanged } from '@har/contracts';
import type { SessionsRevoked, SuspensionChanged } from '@har/contracts';
import type { Logger } from '@har/logging';
import { EventTail, type EventEnvelope } from '@har/messaging';
import type { ServiceCaller } from '@har/routing';

const RELOAD_MS = 10 * 60_000;
const RETRY_MS = 500;

/**
 * Keeps a process able to judge access tokens by itself: the auth service's public keys, and the sessions it ended.
 * Events bring news within milliseconds; after a gap, and every ten minutes, the whole list is loaded again.
 */
export class TokenVerification {
  readonly verifier: TokenVerifier;
  private readonly revocations = new RevocationList();
  private readonly tail: EventTail;
  private timer: NodeJS.Timeout | undefined;
  private loaded = false;
  private stopped = false;

  constructor(
    private readonly caller: ServiceCaller,
    private readonly logger: Logger,
    redis: { redis_url: string; namespace: string },
  ) {
    const keys = new KeySet(() => caller.call(listSigningKeys, {}, newContext()));
    this.verifier = new TokenVerifier(keys, this.revocations);
    this.tail = new EventTail({
      ...redis,
      topics: ['auth'],
      onEvent: (event: EventEnvelope) => this.apply(event),
      onGap: () => void this.reload(),
    });
  }

  /** Follows the news at once; the list itself may arrive later, while the auth service is still starting. */
  async start(): Promise<void> {
    await this.tail.start();
    void this.reload();
  }

  /** @throws while the list of ended sessions has never been loaded */
  async assertReady(): Promise<void> {
    if (!this.loaded) throw new Error('the list of ended sessions is not loaded yet');
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.tail.stop();
  }

  private apply(event: EventEnvelope): void {
    if (event.type === sessionsRevoked.type) {
      this.revocations.revokeSessions((event.payload as SessionsRevoked).session_ids);
    } else if (event.type === suspensionChanged.type) {
      const { user_id, suspended } = event.payload as SuspensionChanged;
      this.revocations.setSuspended(user_id, suspended);
    }
  }

  private async reload(): Promise<void> {
    if (this.stopped) return;
    clearTimeout(this.timer);
    let next = RELOAD_MS;
    try {
      this.revocations.load(await this.caller.call(listRevocations, {}, newContext()));
      this.loaded = true;
    } catch (error) {
      next = RETRY_MS;
      if (this.loaded) this.logger.warn('ended sessions could not be loaded again, retrying', { error });
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.reload(), next).unref();
  }
}

function newContext() {
  return { request_id: randomUUID(), language: 'fr' as const };
}
