import { Injectable } from '@nestjs/common';
import type { SignedPayload } from '@har/contracts';
import { PaymentGateway, type WebhookEndpoint } from '../payment-gateway/payment-gateway';
import { StripeEventQueue } from './stripe-event-queue.service';
import { StripeEventRepository } from './stripe-event.repository';

@Injectable()
export class StripeWebhookService {
  constructor(
    private readonly gateway: PaymentGateway,
    private readonly events: StripeEventRepository,
    private readonly queue: StripeEventQueue,
  ) {}

  /**
   * Verifies an event on its raw bytes and stores it; it is processed after the answer.
   *
   * @throws CatalogueError INVALID_SIGNATURE
   */
  async receive({ payload, signature }: SignedPayload, endpoint: WebhookEndpoint): Promise<void> {
    const event = this.gateway.readEvent(Buffer.from(payload, 'base64'), signature, endpoint);
    if (await this.events.insert(event)) this.queue.kick(event.id);
  }
}
