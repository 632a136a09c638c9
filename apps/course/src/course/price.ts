import type { Price, PriceInput, PricingModel } from '@har/contracts';
import type { StoredPrice } from './course.schema';

/** Every currency of the platform has hundredths. */
const MINOR_PER_UNIT = 100;
const NEW_PRICE: StoredPrice = { amount_minor: 0, currency: 'EUR', pricing_model: 'one-time' };

/**
 * The stored price after an author's input: a bare number is an amount in EUR, what an object leaves out stays as it is.
 *
 * @param input amounts in units of the currency; absent when only the model changes
 * @param model `pricing_model` beside the price (001 §SERVICE 2 B)
 */
export function changePrice(
  input: PriceInput | undefined,
  model: PricingModel | undefined,
  current: StoredPrice = NEW_PRICE,
): StoredPrice {
  const given = typeof input === 'number' ? { amount: input, currency: 'EUR' } : input;
  return {
    amount_minor: given ? toMinor(given.amount) : current.amount_minor,
    currency: given?.currency ?? current.currency,
    pricing_model:
      model ?? (typeof input === 'object' ? input.pricing_model : undefined) ?? current.pricing_model,
  };
}

/** A price in the shape of 001: `amount` in units of the currency. */
export function toPrice({ amount_minor, currency, pricing_model }: StoredPrice): Price {
  return { amount: amount_minor / MINOR_PER_UNIT, currency, pricing_model };
}

/** Units of a currency in its smallest unit, without the errors of binary fractions: 19.99 is 1999. */
export function toMinor(amount: number): number {
  return Math.round(amount * MINOR_PER_UNIT);
}
