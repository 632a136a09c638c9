import type { Price } from '../state/stored';

const DAY = 24 * 3600;
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7 };

/**
 * The moment `times` intervals after the anchor: seconds since 1970. A month that lacks the anchor's day ends on its
 * last day, as Stripe bills.
 */
export function afterIntervals(anchor: number, { recurring }: Price, times: number): number {
  const { interval = 'month', interval_count = 1 } = recurring ?? {};
  const count = times * interval_count;
  const days = DAYS[interval];
  return days === undefined
    ? addMonths(anchor, count * (interval === 'year' ? 12 : 1))
    : anchor + count * days * DAY;
}

/** The end of the period that begins at `start`, a multiple of the interval after the anchor. */
export function periodEnd(anchor: number, price: Price, start: number): number {
  let times = 1;
  while (afterIntervals(anchor, price, times) <= start) times += 1;
  return afterIntervals(anchor, price, times);
}

function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor * 1000);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  const day = Math.min(from.getUTCDate(), last.getUTCDate());
  return first / 1000 + (day - 1) * DAY + (anchor % DAY);
}
