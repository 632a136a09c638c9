import { randomInt } from 'node:crypto';
import { Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { JsonBody } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';
import type { Delivery, WebhookFaults } from '../state/records';
import { StateStore } from '../state/state-store';
import { WebhookDispatcher } from '../webhooks/webhook-dispatcher';
import { webhookFaults } from '../webhooks/webhook-faults';
import { RELEASE, SET_WEBHOOK_FAULTS, type ReleaseParams, type WebhookFaultParams } from './control.schema';

interface WebhookStatus {
  readonly faults: WebhookFaults;
  /** How many deliveries there are of each status. */
  readonly deliveries: Record<Delivery['status'], number>;
}

type Sent = Promise<{ sent: readonly { delivery: string; status: number | null }[] }>;

/** Faults of webhooks, and what became of them. */
@Controller('_simulator/webhooks')
export class WebhooksController {
  constructor(
    @Inject(StateStore) private readonly store: StateStore,
    @Inject(WebhookDispatcher) private readonly dispatcher: WebhookDispatcher,
  ) {}

  @Get()
  status(): WebhookStatus {
    return this.store.read((tx) => {
      const deliveries = { pending: 0, held: 0, delivered: 0, lost: 0, failed: 0 };
      for (const { status } of tx.all('delivery')) deliveries[status] += 1;
      return { faults: webhookFaults(tx), deliveries };
    });
  }

  @Get('deliveries')
  list(): { deliveries: readonly Delivery[] } {
    return { deliveries: this.store.read((tx) => tx.all('delivery')) };
  }

  @Put()
  async set(@JsonBody(SET_WEBHOOK_FAULTS) params: Required<WebhookFaultParams>): Promise<WebhookStatus> {
    await this.store.run((tx) => tx.put('webhook_faults', { ...params, id: 'webhook_faults' }));
    return this.status();
  }

  /** Sends what is held, one after the other in the order that is asked for, and answers when all were tried. */
  @Post('release')
  @HttpCode(200)
  async release(@JsonBody(RELEASE) { order, events }: ReleaseParams): Sent {
    const held = this.withStatus('held');
    const chosen = events ? events.flatMap((id) => held.filter(({ event }) => event === id)) : held;
    const ids = chosen.map(({ id }) => id);
    return { sent: await this.dispatcher.sendInOrder(arrange(ids, order)) };
  }

  /** Tries all that is pending now, without waiting for its time. */
  @Post('flush')
  @HttpCode(200)
  async flush(): Sent {
    return { sent: await this.dispatcher.sendInOrder(this.withStatus('pending').map(({ id }) => id)) };
  }

  /** Sends an event once more, whatever became of it: delivered, lost or given up. */
  @Post('events/:id/resend')
  @HttpCode(200)
  async resend(@Param('id') id: string): Sent {
    const ids = await this.store.run((tx) => {
      const deliveries = tx.all('delivery').filter(({ event }) => event === id);
      if (deliveries.length === 0) throw noSuch('event', id, 'id', 404);
      for (const delivery of deliveries) tx.put('delivery', { ...delivery, status: 'held' });
      return deliveries.map((delivery) => delivery.id);
    });
    return { sent: await this.dispatcher.sendInOrder(ids) };
  }

  private withStatus(status: Delivery['status']): Delivery[] {
    return this.store.read((tx) => tx.all('delivery')).filter((delivery) => delivery.status === status);
  }
}

function arrange(ids: readonly string[], order: ReleaseParams['order']): string[] {
  if (order === 'given') return [...ids];
  if (order === 'reversed') return [...ids].reverse();
  const shuffled = [...ids];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j] as string, shuffled[i] as string];
  }
  return shuffled;
}
