import fc from 'fast-check';
import { changePrice, toMinor, toPrice } from './price';

describe('changePrice', () => {
  it('takes a bare number for euros', () => {
    expect(changePrice(19.99, undefined)).toEqual({
      amount_minor: 1999,
      currency: 'EUR',
      pricing_model: 'one-time',
    });
  });

  it('takes the model from beside or from inside the price', () => {
    expect(changePrice(5, 'subscription').pricing_model).toBe('subscription');
    expect(changePrice({ amount: 5, pricing_model: 'subscription' }, undefined).pricing_model).toBe(
      'subscription',
    );
  });

  it('keeps what is not said', () => {
    const current = { amount_minor: 500, currency: 'CHF', pricing_model: 'subscription' } as const;
    expect(changePrice(undefined, 'one-time', current)).toEqual({ ...current, pricing_model: 'one-time' });
    expect(changePrice({ amount: 7 }, undefined, current)).toEqual({ ...current, amount_minor: 700 });
    expect(changePrice(7, undefined, current)).toEqual({ ...current, amount_minor: 700, currency: 'EUR' });
  });
});

it('shows every amount of cents as it was given', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (cents) => {
      const { amount } = toPrice({ amount_minor: cents, currency: 'EUR', pricing_model: 'one-time' });
      expect(toMinor(amount)).toBe(cents);
      expect(amount.toFixed(2)).toBe((cents / 100).toFixed(2));
    }),
  );
});
