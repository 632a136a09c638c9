import { Inject, Injectable } from '@nestjs/common';
import {
  explainEntitlement,
  getCourseOffer,
  getUserEntitlements,
  getUserSummary,
  listSubscriptionCourses,
  type Domain,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type Call, type CallContext } from '@har/routing';
import { isOpen, toEntitlementReply } from '../entitlement/entitlement-reply';
import { EntitlementRepository } from '../entitlement/entitlement.repository';
import type { Entitlement } from '../entitlement/entitlement.schema';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { toSubscriptionReply } from '../subscription/subscription-reply';
import { SubscriptionRepository } from '../subscription/subscription.repository';
import { TransactionRepository } from '../transaction/transaction.repository';
import { explain } from './explain';

@Injectable()
export class EntitlementAccessService {
  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    private readonly entitlements: EntitlementRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly transactions: TransactionRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * What a user has access to (001 §SERVICE 3): bought and given courses, and those that the active plan opens.
   *
   * @throws CatalogueError FORBIDDEN for another user's, USER_NOT_FOUND
   */
  async list(call: Call<typeof getUserEntitlements>) {
    const { actor, params } = call;
    const own = actor.user_id === params.user_id;
    if (!own && actor.role !== 'admin') throw new CatalogueError('FORBIDDEN');
    if (!own) await this.caller.call(getUserSummary, { body: { user_id: params.user_id } }, call);
    const [rights, active] = await Promise.all([
      this.entitlements.listOf(params.user_id),
      this.subscriptions.findActive(params.user_id),
    ]);
    const open = rights.filter((right) => isOpen(right));
    const owned = open.flatMap(({ course_id }) => course_id?.toHexString() ?? []);
    const subscribed = await this.coursesOf(open, call);
    return {
      courses: [...new Set([...owned, ...subscribed])].sort(),
      subscription: active && toSubscriptionReply(active),
      entitlements: rights.map((right) => toEntitlementReply(right)),
    };
  }

  /** @throws CatalogueError COURSE_NOT_FOUND */
  async explain(call: Call<typeof explainEntitlement>) {
    const { actor, query } = call;
    const [offer, rights, holding] = await Promise.all([
      this.caller.call(getCourseOffer, { body: { course_id: query.course_id } }, call),
      this.entitlements.listOf(actor.user_id),
      this.transactions.findHolding(actor.user_id, query.course_id),
    ]);
    const mine = offer.instructor_id === actor.user_id || actor.role === 'admin';
    if (offer.status === 'draft' && !mine) throw new CatalogueError('COURSE_NOT_FOUND');
    const pending = holding?.status === 'pending';
    return explain({ userId: actor.user_id, offer, rights, plans: this.env.PLANS, pending });
  }

  /** The courses that open plans open. */
  private async coursesOf(open: readonly Entitlement[], context: CallContext): Promise<string[]> {
    const byPlan = open.filter(({ plan }) => plan !== null);
    if (byPlan.length === 0) return [];
    const all = byPlan.some(({ domains }) => domains === null);
    const domains = [...new Set(byPlan.flatMap((right) => right.domains ?? []))] as Domain[];
    const body = all ? {} : { domains };
    return (await this.caller.call(listSubscriptionCourses, { body }, context)).course_ids;
  }
}
