import { Controller } from '@nestjs/common';
import { getMailSubscription, unsubscribeFromMails } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { MailSubscriptionService } from './mail-subscription.service';

@Controller()
export class MailSubscriptionHandler {
  constructor(private readonly subscriptions: MailSubscriptionService) {}

  @Handles(getMailSubscription)
  async get({ params }: Call<typeof getMailSubscription>) {
    return { data: await this.subscriptions.get(params.token) };
  }

  @Handles(unsubscribeFromMails)
  async end({ params }: Call<typeof unsubscribeFromMails>) {
    return { data: await this.subscriptions.end(params.token) };
  }
}
