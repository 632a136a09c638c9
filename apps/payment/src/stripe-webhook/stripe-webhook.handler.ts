import { Controller } from '@nestjs/common';
import { receiveStripeEvent } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { StripeWebhookService } from './stripe-webhook.service';

@Controller()
export class StripeWebhookHandler {
  constructor(private readonly webhooks: StripeWebhookService) {}

  @Handles(receiveStripeEvent)
  async receive({ body }: Call<typeof receiveStripeEvent>) {
    await this.webhooks.receive(body);
    return {};
  }
}
