import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RecurringWork } from '@har/messaging';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { EventCatchUp } from '../stripe-webhook/event-catch-up.service';
import { StripeEventQueue } from '../stripe-webhook/stripe-event-queue.service';
import { ReconcilerBooks } from './reconciler-books';
import { SubscriptionReconciler } from './subscription-reconciler.service';
import { TransactionReconciler } from './transaction-reconciler.service';

/** Takes up, on every replica and at short intervals, what was left undone: each piece is taken by one of them. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Reconciler.name);
  private readonly jobs: readonly { name: string; run: () => Promise<number> }[];
  private readonly sweeps = new RecurringWork(
    () => this.runAll(),
    (error) => this.logger.error(error),
  );

  constructor(
    @Inject(PAYMENT_ENV) private readonly env: PaymentEnv,
    transactions: TransactionReconciler,
    subscriptions: SubscriptionReconciler,
    events: StripeEventQueue,
    catchUp: EventCatchUp,
    books: ReconcilerBooks,
  ) {
    this.jobs = [
      { name: 'lost events', run: () => catchUp.sweep() },
      { name: 'events', run: () => events.sweep() },
      { name: 'unsettled transactions', run: () => books.transactions.sweep() },
      { name: 'unsettled subscriptions', run: () => books.subscriptions.sweep() },
      { name: 'transactions', run: () => transactions.sweep() },
      { name: 'subscriptions', run: () => subscriptions.sweep() },
      { name: 'expired entitlements', run: () => books.entitlements.expireDue() },
    ];
  }

  onApplicationBootstrap(): void {
    this.sweeps.start(this.env.RECONCILE_INTERVAL_MS);
  }

  /** Every job once; one that fails does not keep the others. */
  sweep(): Promise<void> {
    return this.sweeps.run();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sweeps.stop();
  }

  private async runAll(): Promise<void> {
    for (const { name, run } of this.jobs) {
      await run().catch((error: unknown) =>
        this.logger.warn(`${name} are put off: ${(error as Error).message}`),
      );
    }
  }
}
