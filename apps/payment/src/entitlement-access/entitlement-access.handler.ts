import { Controller } from '@nestjs/common';
import {
  explainEntitlement,
  getUserEntitlements,
  grantEntitlement,
  listEntitlementsOf,
  revokeEntitlement,
} from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { EntitlementService } from '../entitlement/entitlement.service';
import { EntitlementAccessService } from './entitlement-access.service';
import { GiftService } from './gift.service';

@Controller()
export class EntitlementAccessHandler {
  constructor(
    private readonly access: EntitlementAccessService,
    private readonly gifts: GiftService,
    private readonly entitlements: EntitlementService,
  ) {}

  @Handles(getUserEntitlements)
  async list(call: Call<typeof getUserEntitlements>) {
    return { data: await this.access.list(call) };
  }

  @Handles(explainEntitlement)
  async explain(call: Call<typeof explainEntitlement>) {
    return { data: await this.access.explain(call) };
  }

  @Handles(grantEntitlement)
  async grant(call: Call<typeof grantEntitlement>) {
    return { data: await this.gifts.grant(call) };
  }

  @Handles(revokeEntitlement)
  async revoke({ params }: Call<typeof revokeEntitlement>) {
    return { data: await this.gifts.revoke(params.id) };
  }

  @Handles(listEntitlementsOf)
  async listStates({ body }: Call<typeof listEntitlementsOf>) {
    return { data: { entitlements: await this.entitlements.listStatesOf(body.user_id) } };
  }
}
