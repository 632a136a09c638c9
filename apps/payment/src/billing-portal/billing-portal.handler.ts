import { Controller } from '@nestjs/common';
import { openBillingPortal } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { BillingPortalService } from './billing-portal.service';

@Controller()
export class BillingPortalHandler {
  constructor(private readonly portals: BillingPortalService) {}

  @Handles(openBillingPortal)
  async open({ actor, body }: Call<typeof openBillingPortal>) {
    return { data: await this.portals.open(actor, body) };
  }
}
