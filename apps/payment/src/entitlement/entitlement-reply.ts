import type { EntitlementReply, EntitlementState } from '@har/contracts';
import type { Entitlement } from './entitlement.schema';

/** Whether it opens anything at that moment. */
export function isOpen({ status, expires_at }: Entitlement, now = new Date()): boolean {
  return status === 'active' && (expires_at === null || expires_at > now);
}

/** What its holder sees. */
export function toEntitlementReply(entitlement: Entitlement, now = new Date()): EntitlementReply {
  const { status, source_reference, expires_at } = entitlement;
  return {
    _id: entitlement._id.toHexString(),
    user_id: entitlement.user_id.toHexString(),
    course_id: entitlement.course_id?.toHexString() ?? null,
    plan: entitlement.plan,
    domains: entitlement.domains,
    source: entitlement.source,
    source_reference: source_reference.toHexString(),
    status: status === 'active' && !isOpen(entitlement, now) ? 'expired' : status,
    reason: entitlement.reason,
    expires_at: expires_at?.toISOString() ?? null,
    created_at: entitlement.created_at.toISOString(),
    revoked_at: entitlement.revoked_at?.toISOString() ?? null,
  };
}

/** What the other services keep of it. */
export function toEntitlementState(entitlement: Entitlement): EntitlementState {
  return {
    entitlement_id: entitlement._id.toHexString(),
    version: entitlement.version,
    user_id: entitlement.user_id.toHexString(),
    course_id: entitlement.course_id?.toHexString() ?? null,
    plan: entitlement.plan,
    domains: entitlement.domains,
    source: entitlement.source,
    active: entitlement.status === 'active',
    expires_at: entitlement.expires_at?.toISOString() ?? null,
  };
}
