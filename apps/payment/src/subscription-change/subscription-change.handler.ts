import { Controller } from '@nestjs/common';
import { changePlan, previewPlanChange } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { SubscriptionChangeService } from './subscription-change.service';

@Controller()
export class SubscriptionChangeHandler {
  constructor(private readonly changes: SubscriptionChangeService) {}

  @Handles(previewPlanChange)
  async preview(call: Call<typeof previewPlanChange>) {
    return { data: await this.changes.preview(call) };
  }

  @Handles(changePlan)
  async change(call: Call<typeof changePlan>) {
    return { data: await this.changes.change(call) };
  }
}
