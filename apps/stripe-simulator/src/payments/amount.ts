import { invalidRequest } from '../http/stripe-error';

const KNOWN_CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));
const LARGEST = 99_999_999;

/** The smallest charge, in the smallest unit, where it is not 50. */
const SMALLEST: Readonly<Record<string, number>> = {
  gbp: 30,
  chf: 50,
  sek: 300,
  nok: 300,
  dkk: 250,
  mxn: 1000,
  xaf: 300,
  xof: 300,
};

/** @throws StripeError 400 when Stripe would not charge that amount in that currency */
export function assertChargeable(amount: number, currency: string): void {
  if (!KNOWN_CURRENCIES.has(currency)) {
    throw invalidRequest(`Invalid currency: ${currency}. Stripe does not support this currency.`, {
      param: 'currency',
    });
  }
  const smallest = SMALLEST[currency] ?? 50;
  if (amount < smallest) {
    const message = `Amount must be no less than ${smallest} in the smallest unit of ${currency}.`;
    throw invalidRequest(message, { code: 'amount_too_small', param: 'amount' });
  }
  if (amount > LARGEST) {
    const message = `Amount must be no more than ${LARGEST} in the smallest unit of ${currency}.`;
    throw invalidRequest(message, { code: 'amount_too_large', param: 'amount' });
  }
}
