import type { PlanChangePreview, PlanName } from '@har/contracts';
import { fromMinorUnits } from '../money/minor-units';
import type { PriceChangePreview } from '../payment-gateway/gateway-types';
import { planPrice, type Plan } from '../plan/plan-catalogue';
import type { ChangePreview, Subscription } from '../subscription/subscription.schema';
import { PREVIEW_MS } from './preview-time';

/** What a subscriber sees of a change before it is made. */
export function toPreviewReply(
  { plan: from, currency, renewal_date }: Subscription,
  to: PlanName,
  plan: Plan,
  costs: PriceChangePreview,
  { made_at }: ChangePreview,
): PlanChangePreview {
  const shown = (minor: number) => fromMinorUnits(minor, currency);
  return {
    from,
    to,
    currency,
    unused: shown(costs.unused_minor),
    remaining: shown(costs.remaining_minor),
    due_now: shown(costs.due_minor),
    credit: shown(costs.credit_minor),
    next_amount: shown(planPrice(plan)),
    next_date: renewal_date?.toISOString() ?? null,
    valid_until: new Date(made_at.getTime() + PREVIEW_MS).toISOString(),
  };
}
