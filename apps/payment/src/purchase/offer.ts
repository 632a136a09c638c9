import type { Actor } from '@har/access';
import type { CourseOffer, PaymentMethod } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { plansOpening, type PlanCatalogue } from '../plan/plan-catalogue';

/**
 * What can be told from the offer alone.
 *
 * @throws CatalogueError PURCHASE_COURSE_NOT_FOUND for a draft, COURSE_NOT_FOR_SALE, OWN_COURSE, SUBSCRIPTION_REQUIRED,
 * PAYMENT_METHOD_NOT_POSSIBLE when `free` is not the price, or a price of nothing is to be paid
 */
export function assertBuyable(
  actor: Actor,
  offer: CourseOffer,
  method: PaymentMethod,
  plans: PlanCatalogue,
): void {
  if (offer.instructor_id === actor.user_id) throw new CatalogueError('OWN_COURSE');
  if (offer.status === 'draft') throw new CatalogueError('PURCHASE_COURSE_NOT_FOUND');
  if (offer.status === 'archived') throw new CatalogueError('COURSE_NOT_FOR_SALE');
  if (offer.price.pricing_model === 'subscription') {
    const names = plansOpening(plans, offer.domain).map(({ plan }) => plan);
    throw new CatalogueError('SUBSCRIPTION_REQUIRED', { plans: names.join(', ') });
  }
  if ((offer.price.amount === 0) !== (method === 'free')) {
    throw new CatalogueError('PAYMENT_METHOD_NOT_POSSIBLE', { payment_method: method });
  }
}
