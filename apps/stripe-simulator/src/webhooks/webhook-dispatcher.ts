import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SIMULATOR_ENV, type SimulatorEnv } from '../config/simulator-env';
import type { Delivery } from '../state/records';
import type { Change } from '../state/state';
import { StateStore } from '../state/state-store';
import { recordAttempt } from './record-attempt';
import { concernsType, webhookFaults } from './webhook-faults';
import { WebhookSender } from './webhook-sender';

const MAX_IN_FLIGHT = 8;

/**
 * Sends what is pending, at least once, in the background: started in the order of the events, without waiting for one
 * another, repeated until answered 2xx, also after a restart.
 */
@Injectable()
export class WebhookDispatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ready: string[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    @Inject(StateStore) private readonly store: StateStore,
    @Inject(WebhookSender) private readonly sender: WebhookSender,
    @Inject(SIMULATOR_ENV) private readonly env: SimulatorEnv,
  ) {}

  onApplicationBootstrap(): void {
    this.store.onCommit((changes) => this.schedule(changes));
    const pending = this.store.read((tx) => tx.all('delivery')).filter(({ status }) => status === 'pending');
    for (const delivery of pending) this.scheduleOne(delivery);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    await Promise.all(this.inFlight.values());
  }

  /**
   * Sends these deliveries now, one after the other in this order, whatever was held or is waiting for its time.
   *
   * @returns what each was answered
   */
  async sendInOrder(ids: readonly string[]): Promise<{ delivery: string; status: number | null }[]> {
    const results: { delivery: string; status: number | null }[] = [];
    for (const delivery of ids) {
      clearTimeout(this.timers.get(delivery));
      this.timers.delete(delivery);
      results.push({ delivery, status: await this.attempt(delivery) });
    }
    return results;
  }

  private schedule(changes: readonly Change[]): void {
    for (const [kind, , object] of changes) {
      if (kind === 'delivery' && object && (object as Delivery).status === 'pending')
        this.scheduleOne(object as Delivery);
    }
  }

  private scheduleOne({ id, attempts, next_attempt_at }: Delivery): void {
    const wait = next_attempt_at - Date.now();
    if (wait <= 0 && attempts === 0) return this.enqueue(id);
    clearTimeout(this.timers.get(id));
    // Never at once: the attempt that brought this about has not left `inFlight` yet.
    this.timers.set(id, setTimeout(() => this.enqueue(id), Math.max(wait, 1)).unref());
  }

  private enqueue(id: string): void {
    this.timers.delete(id);
    this.ready.push(id);
    this.pump();
  }

  private pump(): void {
    while (this.inFlight.size < MAX_IN_FLIGHT && this.ready.length > 0 && !this.stop.signal.aborted) {
      const id = this.ready.shift() as string;
      if (this.inFlight.has(id)) continue;
      const attempt = this.attempt(id).then(() => {
        this.inFlight.delete(id);
        this.pump();
      });
      this.inFlight.set(id, attempt);
    }
  }

  /** One attempt with its duplicates; never rejects. */
  private async attempt(id: string): Promise<number | null> {
    const found = this.store.read((tx) => {
      const delivery = tx.find('delivery', id);
      if (!delivery || delivery.status === 'delivered' || delivery.status === 'failed') return undefined;
      const event = tx.find('event', delivery.event);
      const endpoint = tx.find('webhook_endpoint', delivery.endpoint);
      const faults = webhookFaults(tx);
      return (
        event &&
        endpoint && {
          delivery,
          event,
          endpoint,
          copies: concernsType(faults, event.type) ? faults.duplicates : 0,
        }
      );
    });
    if (!found) return null;
    const { delivery, event, endpoint, copies } = found;
    const statuses: (number | null)[] = [];
    for (let copy = 0; copy <= copies; copy += 1) {
      statuses.push(await this.sender.send(endpoint.url, endpoint.secret ?? '', event, this.stop.signal));
    }
    if (this.stop.signal.aborted) return null;
    const status = statuses[0] ?? null;
    await this.store
      .run((tx) => recordAttempt(tx, id, status, this.env.WEBHOOK_RETRY_MS))
      // The journal is away: the delivery stays pending and is sent again when it is due.
      .catch(() =>
        this.scheduleOne({
          ...delivery,
          attempts: 1,
          next_attempt_at: Date.now() + this.env.WEBHOOK_RETRY_MS,
        }),
      );
    return status;
  }
}
