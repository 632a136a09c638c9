import { discountOn } from '../catalogue/coupon';
import { newId } from '../state/identifier';
import type { Coupon, Invoice } from '../state/stored';

/** The invoice with a coupon taken off its total. */
export function withDiscount(invoice: Invoice, coupon: Coupon | undefined): Invoice {
  const amount = coupon ? discountOn(coupon, invoice.total) : 0;
  if (amount === 0) return invoice;
  const total = invoice.total - amount;
  const discount = newId('di');
  return {
    ...invoice,
    amount_due: total,
    amount_remaining: total,
    discounts: [discount],
    total,
    total_discount_amounts: [{ amount, discount }],
    total_excluding_tax: total,
  };
}
