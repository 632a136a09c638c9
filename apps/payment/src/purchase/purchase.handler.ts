import { Controller } from '@nestjs/common';
import { purchaseCourse } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { PurchaseService } from './purchase.service';

@Controller()
export class PurchaseHandler {
  constructor(private readonly purchases: PurchaseService) {}

  @Handles(purchaseCourse)
  async purchase(call: Call<typeof purchaseCourse>) {
    return { data: await this.purchases.purchase(call) };
  }
}
