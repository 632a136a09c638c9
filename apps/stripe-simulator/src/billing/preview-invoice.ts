import { expand, id, Joi, timestamp } from '../http/params';
import type { Invoice } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { changeItems, prorationDate } from './change-items';
import { applyBalance } from './customer-balance';
import { draftInvoice } from './invoice';
import { prorationInvoice } from './prorate';
import { getSubscription } from './subscription';
import type { ItemParams, UpdateSubscriptionParams } from './subscription.schema';

export interface PreviewParams {
  readonly subscription: string;
  readonly subscription_details: Required<Pick<UpdateSubscriptionParams, 'proration_behavior'>> & {
    readonly items: readonly ItemParams[];
    readonly proration_date?: number;
  };
}

export const PREVIEW_INVOICE = Joi.object<PreviewParams>({
  subscription: id.required(),
  subscription_details: Joi.object({
    items: Joi.array()
      .items(Joi.object({ id: id.required(), price: id, quantity: Joi.number().integer().min(1) }))
      .required(),
    proration_behavior: Joi.string().valid('always_invoice').required(),
    proration_date: timestamp,
  }).required(),
  ...expand,
});

/** The invoice that a change of a subscription would bring now. @throws StripeError when the change does not fit */
export function previewInvoice(
  tx: Transaction,
  { subscription: subscriptionId, subscription_details: details }: PreviewParams,
): Invoice {
  const preview = tx.fork();
  const before = getSubscription(preview, subscriptionId);
  const after = { ...before, items: changeItems(preview, before, details.items) };
  const at = prorationDate(preview, before, details);
  const nothing = draftInvoice(preview, after, 'upcoming', true);
  return applyBalance(preview, prorationInvoice(preview, before, after, at) ?? nothing);
}
