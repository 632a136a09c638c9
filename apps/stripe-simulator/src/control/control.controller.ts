import { Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { completeSession, expireSession } from '../checkout/complete-session';
import type { Payer } from '../checkout/payer';
import { SimulatedClock } from '../clock/simulated-clock';
import { SIMULATOR_ENV, type SimulatorEnv } from '../config/simulator-env';
import { closeDispute } from '../disputes/close-dispute';
import { openDispute } from '../disputes/open-dispute';
import { JsonBody } from '../http/stripe-controller';
import { noSuch, StripeError } from '../http/stripe-error';
import { authenticatePaymentIntent } from '../payments/authenticate-payment-intent';
import { StateStore } from '../state/state-store';
import type { BillingSettings } from '../state/records';
import type { Transaction } from '../state/transaction';
import { configureEndpoint } from '../webhooks/webhook-endpoint';
import { readBooks, type Books } from './books';
import * as schema from './control.schema';

/** What happens outside of the API: time, banks, payers, and the look into the books. */
@Controller('_simulator')
export class ControlController {
  constructor(
    @Inject(StateStore) private readonly store: StateStore,
    @Inject(SimulatedClock) private readonly clock: SimulatedClock,
    @Inject(SIMULATOR_ENV) private readonly env: SimulatorEnv,
  ) {}

  @Get('books')
  books(): Books {
    return this.store.read(readBooks);
  }

  @Get('clock')
  now(): { now: number } {
    return { now: this.store.read((tx) => tx.now) };
  }

  @Post('clock/advance')
  @HttpCode(200)
  advance(
    @JsonBody(schema.ADVANCE) { seconds }: { seconds: number },
  ): Promise<{ now: number; tasks_done: number }> {
    return this.clock.advance(seconds);
  }

  /** Everything is forgotten: objects, events, faults, idempotency keys, the clock. */
  @Post('reset')
  @HttpCode(200)
  async reset(): Promise<{ reset: true }> {
    await this.store.run((tx) => {
      tx.clear();
      configureEndpoint(tx, this.env.WEBHOOK_URL, this.env.STRIPE_WEBHOOK_SECRET);
    });
    return { reset: true };
  }

  /** What the dashboard sets about renewals that stay unpaid. */
  @Put('billing')
  billing(
    @JsonBody(schema.SET_BILLING) settings: Pick<BillingSettings, 'after_retries'>,
  ): Promise<BillingSettings> {
    return this.store.run((tx) => tx.put('billing_settings', { ...settings, id: 'billing_settings' }));
  }

  @Post('checkout_sessions/:id/expire')
  @HttpCode(200)
  expire(@Param('id') id: string): Promise<object> {
    return this.store.run((tx) => expireSession(tx, id));
  }

  @Post('disputes')
  @HttpCode(200)
  dispute(@JsonBody(schema.OPEN_DISPUTE) params: schema.DisputeParams): Promise<object> {
    return this.store.run((tx) => openDispute(tx, disputedCharge(tx, params), params.reason, params.amount));
  }

  @Post('disputes/:id/close')
  @HttpCode(200)
  closeDispute(
    @Param('id') id: string,
    @JsonBody(schema.CLOSE_DISPUTE) { status }: { status: 'won' | 'lost' },
  ): Promise<object> {
    return this.store.run((tx) => closeDispute(tx, id, status));
  }

  @Post('payment_intents/:id/authenticate')
  @HttpCode(200)
  async authenticate(
    @Param('id') id: string,
    @JsonBody(schema.AUTHENTICATE) { outcome }: { outcome: 'succeed' | 'fail' },
  ): Promise<object> {
    return orThrow(await this.store.run((tx) => authenticatePaymentIntent(tx, id, outcome === 'succeed')));
  }

  @Post('checkout_sessions/:id/complete')
  @HttpCode(200)
  async complete(@Param('id') id: string, @JsonBody(schema.COMPLETE_SESSION) payer: Payer): Promise<object> {
    return orThrow(await this.store.run((tx) => completeSession(tx, id, payer)));
  }
}

function orThrow<T extends object>(outcome: T | StripeError): T {
  if (outcome instanceof StripeError) throw outcome;
  return outcome;
}

function disputedCharge(tx: Transaction, { charge, payment_intent }: schema.DisputeParams) {
  const id = charge ?? tx.find('payment_intent', payment_intent ?? '')?.latest_charge ?? '';
  const found = tx.find('charge', id);
  if (!found) throw noSuch('charge', charge ?? payment_intent ?? '', 'charge', 404);
  return found;
}
