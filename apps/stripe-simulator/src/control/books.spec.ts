import fc from 'fast-check';
import { openDispute } from '../disputes/open-dispute';
import { closeDispute } from '../disputes/close-dispute';
import { StripeError } from '../http/stripe-error';
import { cancelPaymentIntent } from '../payments/cancel-payment-intent';
import { capturePaymentIntent } from '../payments/capture-payment-intent';
import { createPaymentIntent } from '../payments/create-payment-intent';
import { REACTIONS } from '../reactions';
import { createRefund } from '../refunds/create-refund';
import { settleRefund } from '../refunds/settle-refund';
import { MemoryJournal } from '../state/memory-journal';
import { StateStore } from '../state/state-store';
import type { Transaction } from '../state/transaction';
import { readBooks, type Books } from './books';

const CARDS = [
  'pm_card_visa',
  'pm_card_chargeDeclined',
  'pm_card_createDispute',
  'pm_card_refundFail',
  'pm_card_pendingRefund',
];

/** One operation on money; `pick` chooses among what exists. */
interface Step {
  readonly action:
    'pay' | 'authorize' | 'capture' | 'cancel' | 'refund' | 'settle' | 'dispute' | 'win' | 'lose';
  readonly card: string;
  readonly currency: string;
  readonly amount: number;
  readonly pick: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(
    'pay',
    'pay',
    'authorize',
    'capture',
    'cancel',
    'refund',
    'refund',
    'settle',
    'dispute',
    'win',
    'lose',
  ),
  card: fc.constantFrom(...CARDS),
  currency: fc.constantFrom('eur', 'usd'),
  amount: fc.integer({ min: 50, max: 10_000 }),
  pick: fc.nat(1000),
});

const ACTIONS: Readonly<Record<Step['action'], (tx: Transaction, step: Step) => unknown>> = {
  pay: (tx, { amount, currency, card }) => pay(tx, amount, currency, card, 'automatic'),
  authorize: (tx, { amount, currency, card }) => pay(tx, amount, currency, card, 'manual'),
  capture: (tx, { amount, pick }) =>
    capturePaymentIntent(tx, oneOf(tx, 'payment_intent', pick), { amount_to_capture: amount }),
  cancel: (tx, { pick }) => cancelPaymentIntent(tx, oneOf(tx, 'payment_intent', pick)),
  refund: (tx, { amount, pick }) =>
    createRefund(tx, { payment_intent: oneOf(tx, 'payment_intent', pick), amount }),
  settle: (tx) => settleNext(tx),
  dispute: (tx, { amount, pick }) => {
    const charge = tx.find('charge', oneOf(tx, 'charge', pick));
    return charge && openDispute(tx, charge, 'general', amount);
  },
  win: (tx, { pick }) => closeDispute(tx, oneOf(tx, 'dispute', pick), 'won'),
  lose: (tx, { pick }) => closeDispute(tx, oneOf(tx, 'dispute', pick), 'lost'),
};

function pay(
  tx: Transaction,
  amount: number,
  currency: string,
  payment_method: string,
  capture_method: 'automatic' | 'manual',
) {
  return createPaymentIntent(tx, {
    amount,
    currency,
    payment_method,
    capture_method,
    confirm: true,
    allowed_payment_method_types: ['card'],
  });
}

function oneOf(tx: Transaction, kind: 'payment_intent' | 'charge' | 'dispute', pick: number): string {
  const all = tx.all(kind);
  return all[pick % Math.max(all.length, 1)]?.id ?? 'none';
}

function settleNext(tx: Transaction): void {
  const next = tx.all('task').find(({ type }) => type === 'refund.settle');
  if (!next) return;
  tx.remove('task', next.id);
  settleRefund(tx, next.subject);
}

async function play(steps: readonly Step[]): Promise<Books> {
  const store = new StateStore(new MemoryJournal(), REACTIONS, {
    id: null,
    idempotency_key: null,
    base_url: '',
  });
  for (const one of steps) {
    await store
      .run((tx) => ACTIONS[one.action](tx, one))
      .catch((error: unknown) => {
        if (!(error instanceof StripeError)) throw error;
      });
  }
  return store.read(readBooks);
}

describe('the books', () => {
  it('agree with the balance whatever happens, and no payment gives back more than it took', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 80 }), async (steps) => {
        const { currencies, payment_intents } = await play(steps);
        for (const { charges, refunds, disputes, balance } of Object.values(currencies)) {
          expect(balance.amount).toBe(charges.amount - refunds.amount - disputes.amount);
          expect(balance.net).toBe(balance.amount - balance.fee);
        }
        for (const { captured, refunded, amount, charges, status } of payment_intents) {
          expect(refunded).toBeLessThanOrEqual(captured);
          expect(captured).toBeLessThanOrEqual(amount);
          expect(charges).toBe(status === 'succeeded' ? 1 : 0);
        }
      }),
      { numRuns: 150 },
    );
  });
});
