import { Controller } from '@nestjs/common';
import { cancelSubscription, getActiveSubscription, resumeSubscription, subscribe } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { SubscriptionService } from './subscription.service';

@Controller()
export class SubscriptionHandler {
  constructor(private readonly subscriptions: SubscriptionService) {}

  @Handles(subscribe)
  async subscribe(call: Call<typeof subscribe>) {
    return { data: await this.subscriptions.subscribe(call) };
  }

  @Handles(getActiveSubscription)
  async getActive({ actor }: Call<typeof getActiveSubscription>) {
    return { data: await this.subscriptions.getActive(actor) };
  }

  @Handles(cancelSubscription)
  async cancel({ actor, params }: Call<typeof cancelSubscription>) {
    return { data: await this.subscriptions.cancel(actor, params.id) };
  }

  @Handles(resumeSubscription)
  async resume({ actor, params }: Call<typeof resumeSubscription>) {
    return { data: await this.subscriptions.resume(actor, params.id) };
  }
}
