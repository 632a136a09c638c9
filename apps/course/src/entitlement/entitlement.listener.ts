import { Injectable } from '@nestjs/common';
import { entitlementChanged, type EntitlementState } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { EntitlementService } from './entitlement.service';

/** Keeps the copy of entitlements as the payment service tells them. */
@Injectable()
export class EntitlementListener {
  constructor(private readonly entitlements: EntitlementService) {}

  @OnEvent(entitlementChanged)
  async onEntitlementChanged({ payload }: EventEnvelope<EntitlementState>): Promise<void> {
    await this.entitlements.keep(payload);
  }
}
