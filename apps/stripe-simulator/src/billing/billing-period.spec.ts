import fc from 'fast-check';
import type { Price } from '../state/stored';
import { afterIntervals, periodEnd } from './billing-period';

const seconds = (date: string) => Date.parse(date) / 1000;
const price = (interval: string, interval_count = 1) =>
  ({ recurring: { interval, interval_count } }) as Price;
const after = (date: string, interval: string, times: number, count?: number) =>
  new Date(afterIntervals(seconds(date), price(interval, count), times) * 1000).toISOString();

describe('afterIntervals', () => {
  it.each([
    ['2026-01-31T10:30:00Z', 'month', 1, '2026-02-28T10:30:00.000Z'],
    ['2026-01-31T10:30:00Z', 'month', 2, '2026-03-31T10:30:00.000Z'],
    ['2024-02-29T00:00:00Z', 'year', 1, '2025-02-28T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', 'year', 4, '2028-02-29T00:00:00.000Z'],
    ['2026-12-30T23:59:59Z', 'day', 3, '2027-01-02T23:59:59.000Z'],
    ['2026-12-30T00:00:00Z', 'week', 1, '2027-01-06T00:00:00.000Z'],
    ['2026-11-30T00:00:00Z', 'month', 3, '2027-02-28T00:00:00.000Z'],
  ])('counts from %s: %s × %d', (date, interval, times, expected) => {
    expect(after(date, interval, times)).toBe(expected);
  });

  it('counts quarters', () => {
    expect(after('2026-01-15T00:00:00Z', 'month', 2, 3)).toBe('2026-07-15T00:00:00.000Z');
  });

  it('gives one unbroken row of periods that each hold their start and not their end', () => {
    const anchors = fc.integer({ min: seconds('2000-01-01'), max: seconds('2090-01-01') });
    const intervals = fc.constantFrom('day', 'week', 'month', 'year');
    fc.assert(
      fc.property(
        anchors,
        intervals,
        fc.integer({ min: 1, max: 6 }),
        fc.nat(40),
        (anchor, interval, count, times) => {
          const recurring = price(interval, count);
          const start = afterIntervals(anchor, recurring, times);
          const end = afterIntervals(anchor, recurring, times + 1);
          expect(end).toBeGreaterThan(start);
          expect(periodEnd(anchor, recurring, start)).toBe(end);
          expect(periodEnd(anchor, recurring, end - 1)).toBe(end);
        },
      ),
    );
  });
});
