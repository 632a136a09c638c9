import { Controller } from '@nestjs/common';
import { refundTransaction } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { RefundService } from './refund.service';

@Controller()
export class RefundHandler {
  constructor(private readonly refunds: RefundService) {}

  @Handles(refundTransaction)
  async refund(call: Call<typeof refundTransaction>) {
    return { data: await this.refunds.refund(call) };
  }
}
