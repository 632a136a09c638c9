import type { CatalogueError } from '@har/errors';
import type { Transaction } from '../transaction/transaction.schema';
import { assertRefundable } from './refund-rules';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-21T12:00:00Z');
const bought = (more: object = {}) =>
  ({
    status: 'completed',
    refund: null,
    dispute: null,
    completed_at: new Date(NOW.getTime() - DAY_MS),
    ...more,
  }) as unknown as Transaction;
const ago = (ms: number) => ({ completed_at: new Date(NOW.getTime() - ms) });

function refusalOf(transaction: Transaction): CatalogueError | undefined {
  try {
    assertRefundable(transaction, NOW);
    return undefined;
  } catch (error) {
    return error as CatalogueError;
  }
}

describe('assertRefundable', () => {
  it.each([
    ['bought yesterday', {}],
    ['bought now', ago(0)],
    ['bought a millisecond less than 14 days ago', ago(14 * DAY_MS - 1)],
    ['with a dispute that was won', { dispute: 'won' }],
  ])('takes one %s', (_what, more) => {
    expect(refusalOf(bought(more))).toBeUndefined();
  });

  it.each([
    ['14 days ago', ago(14 * DAY_MS), 'REFUND_TOO_LATE', { days: 14 }],
    ['refunded already', { status: 'refunded' }, 'REFUND_ALREADY_DONE', {}],
    ['pending', { status: 'pending', completed_at: null }, 'REFUND_NOT_COMPLETED', { status: 'pending' }],
    ['failed', { status: 'failed' }, 'REFUND_NOT_COMPLETED', { status: 'failed' }],
    ['completed at no time', { completed_at: null }, 'REFUND_NOT_COMPLETED', { status: 'completed' }],
    ['on its way', { refund: { state: 'requested' } }, 'REFUND_IN_PROGRESS', {}],
    ['disputed', { dispute: 'open' }, 'REFUND_DISPUTED', {}],
  ])('refuses one %s', (_what, more, code, args) => {
    expect(refusalOf(bought(more))).toMatchObject({ code, args });
  });
});
