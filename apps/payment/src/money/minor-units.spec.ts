import * as fc from 'fast-check';
import { currencyDecimals, fromMinorUnits, toMinorUnits } from './minor-units';

const currency = fc.constantFrom('EUR', 'usd', 'GBP', 'CHF', 'JPY', 'xof', 'KWD', 'TND');
const minor = fc.integer({ min: 0, max: 99_999_999 });

describe('minor units', () => {
  it.each([
    [49.9, 'EUR', 4990],
    [0.07, 'eur', 7],
    [1.1, 'USD', 110],
    [500, 'JPY', 500],
    [1.234, 'KWD', 1234],
    [0, 'GBP', 0],
  ])('takes %d %s for %d', (amount, code, expected) => {
    expect(toMinorUnits(amount, code)).toBe(expected);
    expect(fromMinorUnits(expected, code)).toBe(amount);
  });

  it('gives every whole amount back after there and back again', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(toMinorUnits(fromMinorUnits(amount, code), code)).toBe(amount);
      }),
    );
  });

  it('keeps the order of amounts', () => {
    fc.assert(
      fc.property(minor, minor, currency, (a, b, code) => {
        expect(Math.sign(fromMinorUnits(a, code) - fromMinorUnits(b, code))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('shows as many decimals as the currency has at most', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const [, decimals = ''] = String(fromMinorUnits(amount, code)).split('.');
        expect(decimals.length).toBeLessThanOrEqual(currencyDecimals(code));
      }),
    );
  });

  it.each([
    [-1, 'EUR'],
    [0.001, 'EUR'],
    [0.5, 'JPY'],
    [0.0001, 'KWD'],
    [Number.NaN, 'EUR'],
    [Number.POSITIVE_INFINITY, 'EUR'],
    [1e300, 'EUR'],
  ])('refuses %d %s', (amount, code) => {
    expect(() => toMinorUnits(amount, code)).toThrow(RangeError);
  });

  it('refuses parts of a smallest unit', () => {
    expect(() => fromMinorUnits(0.5, 'EUR')).toThrow(RangeError);
  });
});
