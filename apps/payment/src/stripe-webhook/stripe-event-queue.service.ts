import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { PaymentEventService } from './payment-event.service';
import { StripeEventRepository } from './stripe-event.repository';
import type { StripeEventRecord } from './stripe-event.schema';
import { SubscriptionEventService } from './subscription-event.service';

/** Processes stored events once each; what fails or was left by a dead replica is taken up by the sweep of any. */
@Injectable()
export class StripeEventQueue implements BeforeApplicationShutdown {
  private readonly logger = new Logger(StripeEventQueue.name);
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly events: StripeEventRepository,
    private readonly payments: PaymentEventService,
    private readonly subscriptions: SubscriptionEventService,
  ) {}

  /** Starts one event now, without being waited for. */
  kick(id: string): void {
    const work = this.processOne(id)
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn(`event ${id} waits: ${(error as Error).message}`))
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }

  /** Processes all that is due. @returns how many */
  async sweep(): Promise<number> {
    let count = 0;
    while (await this.processOne()) count += 1;
    return count;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running);
  }

  private async processOne(id?: string): Promise<boolean> {
    const event = await this.events.claim(id);
    if (!event) return false;
    try {
      await this.apply(event);
      await this.events.markProcessed(event);
    } catch (error) {
      const reason = (error as Error).message;
      const parked = await this.events.markFailed(event, reason);
      this.logger[parked ? 'error' : 'warn'](`event ${event._id} (${event.type}) failed: ${reason}`);
    }
    return true;
  }

  private async apply({ type, payload }: StripeEventRecord): Promise<void> {
    const { data } = JSON.parse(payload) as { data?: { object?: object } };
    const object = data?.object ?? {};
    if (await this.payments.apply(type, object)) return;
    await this.subscriptions.apply(type, object);
  }
}
