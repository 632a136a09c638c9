import type { ConsideredEntitlement, CourseOffer, EntitlementExplanation, WayToGet } from '@har/contracts';
import { isOpen, toEntitlementReply } from '../entitlement/entitlement-reply';
import type { Entitlement } from '../entitlement/entitlement.schema';
import { plansOpening, type PlanCatalogue } from '../plan/plan-catalogue';

export interface ExplainInput {
  userId: string;
  offer: CourseOffer;
  /** All rights of the user. */
  rights: readonly Entitlement[];
  plans: PlanCatalogue;
  /** Whether a purchase of the course waits for its payment. */
  pending: boolean;
}

/** Why a user may open a course, or why not and how to get it: each right that could matter is looked at. */
export function explain({ userId, offer, rights, plans, pending }: ExplainInput): EntitlementExplanation {
  const considered = rights.filter((right) => concerns(right, offer)).map((right) => consider(right, offer));
  const answer = { course_id: offer.course_id, considered };
  if (considered.some(({ opens }) => opens)) {
    return { ...answer, entitled: true, reason: 'entitled', how_to_get: [] };
  }
  if (offer.instructor_id === userId) {
    return { ...answer, entitled: true, reason: 'own_course', how_to_get: [] };
  }
  if (offer.status !== 'published') {
    return { ...answer, entitled: false, reason: 'not_on_sale', how_to_get: [way('none')] };
  }
  if (offer.price.pricing_model === 'subscription') {
    const how = { ...way('subscribe', 'POST /subscribe'), plans: plansOpening(plans, offer.domain) };
    return { ...answer, entitled: false, reason: 'not_subscribed', how_to_get: [how] };
  }
  if (offer.price.amount === 0) {
    const how = way('enroll', `POST /courses/${offer.course_id}/enroll`);
    return { ...answer, entitled: true, reason: 'free_course', how_to_get: [how] };
  }
  const { amount, currency } = offer.price;
  const purchase = pending ? way('wait_for_payment', 'GET /transactions') : way('purchase', 'POST /purchase');
  const how_to_get = [{ ...purchase, amount, currency }];
  return { ...answer, entitled: false, reason: 'not_bought', how_to_get };
}

/** A right to this very course, or by a plan when the course is one that plans open. */
function concerns(right: Entitlement, { course_id, price }: CourseOffer): boolean {
  if (right.course_id) return right.course_id.toHexString() === course_id;
  return price.pricing_model === 'subscription';
}

function consider(right: Entitlement, { domain }: CourseOffer): ConsideredEntitlement {
  const reply = toEntitlementReply(right);
  const inPlan = right.plan === null || right.domains === null || right.domains.includes(domain);
  const opens = isOpen(right) && inPlan;
  return { ...reply, opens, because: opens ? 'opens' : whyNot(right, reply.status) };
}

function whyNot({ reason }: Entitlement, status: ConsideredEntitlement['status']) {
  if (status === 'active') return 'not_in_plan';
  return reason === 'paused' ? 'paused' : status;
}

function way(name: WayToGet['way'], route: string | null = null): WayToGet {
  return { way: name, route, amount: null, currency: null, plans: [] };
}
