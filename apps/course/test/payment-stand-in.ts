import type { MessageHandler } from '@nestjs/microservices';
import { entitlementChanged, listEntitlementsOf, type EntitlementState } from '@har/contracts';
import { EventPublisher, newEvent, StreamServer } from '@har/messaging';
import { newId } from '@har/routing';
import type { Academy } from '@har/testing';

/** What the course service hears of payment: the answer to its one question, and the events. */
export class PaymentStandIn {
  readonly entitlements: EntitlementState[] = [];
  asked = 0;
  private readonly publisher: EventPublisher;
  private server: StreamServer | undefined;

  constructor(private readonly academy: Academy) {
    this.publisher = new EventPublisher(this.address);
  }

  private get address() {
    return { redis_url: this.academy.env.REDIS_URL!, namespace: this.academy.env.REDIS_NAMESPACE! };
  }

  /** Answers from now on. */
  async start(): Promise<this> {
    const server = new StreamServer({ ...this.address, service: 'payment' });
    const answer = async ({ body }: { body: { user_id: string } }) => {
      this.asked++;
      return { data: { entitlements: this.entitlements.filter(({ user_id }) => user_id === body.user_id) } };
    };
    server.addHandler(listEntitlementsOf.name, answer as MessageHandler);
    await new Promise<void>((resolve, reject) =>
      server.listen((error) => (error ? reject(error) : resolve())),
    );
    this.server = server;
    return this;
  }

  /** What payment would answer when asked; nobody is told. */
  hold(state: Partial<EntitlementState> & { user_id: string }): EntitlementState {
    const full = { ...entitlement(), ...state };
    const others = this.entitlements.filter(({ entitlement_id }) => entitlement_id !== full.entitlement_id);
    this.entitlements.splice(0, Infinity, ...others, full);
    return full;
  }

  /** Holds a state and tells it. */
  async tell(state: Partial<EntitlementState> & { user_id: string }): Promise<EntitlementState> {
    const full = this.hold(state);
    await this.publisher.publish('payment', newEvent(entitlementChanged.type, full));
    return full;
  }

  /** Answers no more. */
  async pause(): Promise<void> {
    await this.server?.close();
    this.server = undefined;
  }

  async stop(): Promise<void> {
    await this.pause();
    await this.publisher.close();
  }
}

function entitlement(): Omit<EntitlementState, 'user_id'> {
  return {
    entitlement_id: newId(),
    version: 1,
    course_id: null,
    plan: null,
    domains: null,
    source: 'purchase',
    active: true,
    expires_at: null,
  };
}
