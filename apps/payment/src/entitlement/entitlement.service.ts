import { Injectable, Logger } from '@nestjs/common';
import type { EntitlementSource } from '@har/contracts';
import { toObjectId } from '@har/mongo';
import { newId } from '@har/routing';
import { isOpen, toEntitlementState } from './entitlement-reply';
import { EntitlementRepository } from './entitlement.repository';
import type { Entitlement } from './entitlement.schema';

const ATTEMPTS = 100;
const BATCH = 100;

/** What a transaction or subscription says about the right that comes from it. */
export interface EntitlementClaim {
  user_id: string;
  course_id: string | null;
  plan: string | null;
  domains: string[] | null;
  source: EntitlementSource;
  source_reference: string;
  source_version: number;
  active: boolean;
  reason: string;
  expires_at: Date | null;
}

/** Keeps rights in line with what they come from. */
@Injectable()
export class EntitlementService {
  private readonly logger = new Logger(EntitlementService.name);

  constructor(private readonly entitlements: EntitlementRepository) {}

  /** Follows one version of a source; older news than what is known changes nothing. */
  async follow(claim: EntitlementClaim): Promise<void> {
    const wanted = toEntitlement(claim);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const known = await this.entitlements.findBySource(wanted);
      if (!known && (await this.entitlements.insert(wanted))) return this.log(claim);
      if (known && known.source_version >= claim.source_version) return;
      const { status, reason, expires_at, plan, domains, source_version } = wanted;
      const revoked_at = status === 'active' ? null : (known?.revoked_at ?? new Date());
      const change = { status, reason, expires_at, plan, domains, source_version, revoked_at };
      if (known && (await this.entitlements.change(known, change))) return this.log(claim);
    }
    throw new Error(`the entitlement of ${claim.source_reference} changes too often`);
  }

  private log({ user_id, course_id, plan, source, active, reason }: EntitlementClaim): void {
    this.logger.log({
      message: active ? 'right opened' : 'right closed',
      user_id,
      course_id,
      plan,
      source,
      reason,
    });
  }

  /** Whether the user owns the course by a right of its own; what a plan opens is not meant. */
  async owns(userId: string, courseId: string): Promise<boolean> {
    const rights = await this.entitlements.listOf(userId);
    return rights.some((right) => right.course_id?.toHexString() === courseId && isOpen(right));
  }

  /** For other services: every right of a user, active or not. */
  async listStatesOf(userId: string) {
    return (await this.entitlements.listOf(userId)).map(toEntitlementState);
  }

  /** Marks what ran out as expired and tells it; every right once, however many replicas do it. @returns how many */
  async expireDue(now = new Date()): Promise<number> {
    const due = await this.entitlements.listExpired(now, BATCH);
    const changed = await Promise.all(
      due.map((right) => this.entitlements.change(right, { status: 'expired', reason: 'expired' })),
    );
    return changed.filter(Boolean).length;
  }
}

function toEntitlement(claim: EntitlementClaim): Entitlement {
  const { user_id, course_id, source_reference, active, ...rest } = claim;
  const now = new Date();
  return {
    plan: rest.plan,
    domains: rest.domains,
    source: rest.source,
    source_version: rest.source_version,
    reason: rest.reason,
    expires_at: rest.expires_at,
    _id: toObjectId(newId()),
    user_id: toObjectId(user_id),
    course_id: course_id === null ? null : toObjectId(course_id),
    source_reference: toObjectId(source_reference),
    status: active ? 'active' : 'revoked',
    version: 1,
    created_at: now,
    revoked_at: active ? null : now,
  };
}
