import { Controller } from '@nestjs/common';
import { receiveStripeEvent, receiveSubscriptionEvent } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { StripeWebhookService } from './stripe-webhook.service';

@Controller()
export class StripeWebhookHandler {
  constructor(private readonly webhooks: StripeWebhookService) {}

  @Handles(receiveStripeEvent)
  async receive({ body }: Call<typeof receiveStripeEvent>) {
    await this.webhooks.receive(body, 'payments');
    return {};
  }

  @Handles(receiveSubscriptionEvent)
  async receiveOfSubscriptions({ body }: Call<typeof receiveSubscriptionEvent>) {
    await this.webhooks.receive(body, 'subscriptions');
    return {};
  }
}
