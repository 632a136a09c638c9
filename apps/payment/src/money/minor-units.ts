/** Currencies whose smallest unit is not a hundredth, as Stripe counts them. */
const DECIMALS: Readonly<Record<string, number>> = {
  ...decimalsOf(0, 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'),
  ...decimalsOf(3, 'BHD JOD KWD OMR TND'),
};

function decimalsOf(decimals: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, decimals]));
}

/** How many decimals amounts of that currency have: 0, 2 or 3. @param currency ISO 4217, any case */
export function currencyDecimals(currency: string): number {
  return DECIMALS[currency.toUpperCase()] ?? 2;
}

/**
 * An amount in the currency's smallest unit: 49.9 EUR → 4990.
 *
 * @throws RangeError when it is negative, not a number, too large for an exact integer, or has too many decimals
 */
export function toMinorUnits(amount: number, currency: string): number {
  const decimals = currencyDecimals(currency);
  const scaled = amount * 10 ** decimals;
  const minor = Math.round(scaled);
  const exact = Number.isSafeInteger(minor) && minor >= 0 && Number(amount.toFixed(decimals)) === amount;
  if (!exact) throw new RangeError(`${amount} is no amount of ${currency}`);
  return minor;
}

/** The amount as people see it: 4990 EUR → 49.9. @param minor an integer in the smallest unit */
export function fromMinorUnits(minor: number, currency: string): number {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is no whole number of smallest units`);
  return minor / 10 ** currencyDecimals(currency);
}
