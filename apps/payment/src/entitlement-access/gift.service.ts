import { Injectable, Logger } from '@nestjs/common';
import { getCourseOffer, getUserSummary, grantEntitlement } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { ServiceCaller, type Call } from '@har/routing';
import { toEntitlementReply } from '../entitlement/entitlement-reply';
import { EntitlementRepository } from '../entitlement/entitlement.repository';
import type { Entitlement } from '../entitlement/entitlement.schema';

const ATTEMPTS = 100;

/** Rights that administrators give and take back. */
@Injectable()
export class GiftService {
  private readonly logger = new Logger(GiftService.name);

  constructor(
    private readonly entitlements: EntitlementRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /** @throws CatalogueError USER_NOT_FOUND, COURSE_NOT_FOUND */
  async grant(call: Call<typeof grantEntitlement>) {
    const { user_id, course_id, source, reason, expires_at } = call.body;
    await Promise.all([
      this.caller.call(getUserSummary, { body: { user_id } }, call),
      this.caller.call(getCourseOffer, { body: { course_id } }, call),
    ]);
    const id = toObjectId(call.resource_id);
    const gift: Entitlement = {
      _id: id,
      user_id: toObjectId(user_id),
      course_id: toObjectId(course_id),
      plan: null,
      domains: null,
      source,
      source_reference: id,
      source_version: 1,
      status: 'active',
      reason: reason ?? null,
      expires_at: expires_at ?? null,
      version: 1,
      created_at: new Date(),
      revoked_at: null,
    };
    await this.entitlements.insert(gift);
    this.logger.log({ message: 'right given', user_id, course_id, source, by: call.actor.user_id });
    return { entitlement: toEntitlementReply(gift) };
  }

  /**
   * Takes a gift back; said twice, it is the same.
   *
   * @throws CatalogueError ENTITLEMENT_NOT_FOUND; ENTITLEMENT_NOT_REVOCABLE when it was bought or ran out
   */
  async revoke(id: string) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await this.entitlements.findById(id);
      if (!found) throw new CatalogueError('ENTITLEMENT_NOT_FOUND');
      const { source, status } = found;
      const given = source === 'gift' || source === 'staff';
      if (!given || status === 'expired')
        throw new CatalogueError('ENTITLEMENT_NOT_REVOCABLE', { source, status });
      if (status === 'revoked') return { entitlement: toEntitlementReply(found) };
      const revoked = await this.entitlements.change(found, { status: 'revoked', revoked_at: new Date() });
      if (!revoked) continue;
      this.logger.log({
        message: 'right taken back',
        entitlement_id: id,
        user_id: found.user_id.toHexString(),
      });
      return { entitlement: toEntitlementReply(revoked) };
    }
    throw new Error(`entitlement ${id} changes too often`);
  }
}
