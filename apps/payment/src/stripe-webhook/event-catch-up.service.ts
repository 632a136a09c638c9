import { Inject, Injectable } from '@nestjs/common';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import { EventCursorRepository } from './event-cursor.repository';
import { StripeEventQueue } from './stripe-event-queue.service';
import { StripeEventRepository } from './stripe-event.repository';

/** Milliseconds that are read again: an event may show up in the list later than another one. */
const OVERLAP_MS = 10 * 60_000;
/** Milliseconds that the first look goes back. */
const FIRST_MS = 24 * 3_600_000;

/** Reads Stripe's own list of events at intervals: those whose webhook was lost are taken up like the others. */
@Injectable()
export class EventCatchUp {
  private begun = false;

  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly cursors: EventCursorRepository,
    private readonly events: StripeEventRepository,
    private readonly queue: StripeEventQueue,
    private readonly gateway: PaymentGateway,
  ) {}

  /** @returns how many events had not arrived */
  async sweep(now = new Date()): Promise<number> {
    if (!this.begun) await this.cursors.begin(new Date(now.getTime() - FIRST_MS), now);
    this.begun = true;
    const next = new Date(now.getTime() + this.env.EVENT_CATCH_UP_SECONDS * 1000);
    const cursor = await this.cursors.claim(now, next);
    if (!cursor) return 0;
    let missed = 0;
    for await (const event of this.gateway.listEvents(new Date(cursor.read_until.getTime() - OVERLAP_MS))) {
      if (!(await this.events.insert(event))) continue;
      missed += 1;
      this.queue.kick(event.id);
    }
    await this.cursors.advance(now);
    return missed;
  }
}
