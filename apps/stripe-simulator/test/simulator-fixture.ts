import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setInterval } from 'node:timers/promises';
import Stripe from 'stripe';
import { start } from '../src/stripe-simulator.app';

const POLL_MS = 20;

export const WEBHOOK_SECRET = 'whsec_of_the_tests';
export const SECRET_KEY = 'sk_test_simulator';
export const PUBLISHABLE_KEY = 'pk_test_simulator';

/** A webhook as it arrived. */
export interface Received {
  readonly event: Stripe.Event;
  readonly body: string;
  readonly signature: string;
}

/** A receiver of webhooks that verifies them with the SDK, and can be told to answer otherwise. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** What it answers next; 200 when empty. 0 breaks the connection. */
  readonly answers: number[] = [];
  private readonly server = createServer(
    (request, response) =>
      void this.take(request).then((status) => {
        if (status === 0) request.socket.destroy();
        else response.writeHead(status).end();
      }),
  );

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook`;
  }

  async listen(port = 0): Promise<this> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  types(): string[] {
    return this.received.map(({ event }) => event.type);
  }

  ofType(type: string): Received[] {
    return this.received.filter(({ event }) => event.type === type);
  }

  private async take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const signature = String(request.headers['stripe-signature']);
    const event = Stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET);
    const answer = this.answers.shift() ?? 200;
    this.received.push({ event, body, signature });
    return answer;
  }
}

export interface Simulator {
  readonly url: string;
  readonly stripe: Stripe;
  readonly webhooks: WebhookReceiver;
  /** A control under `/_simulator`: its answer, or an error with its status and message. */
  control<T = Record<string, never>>(method: string, path: string, body?: object): Promise<T>;
  /** Another client of the same simulator. */
  client(key?: string, config?: Stripe.StripeConfig): Stripe;
  /** Waits until nothing is on its way to the receiver. */
  webhooksSettled(): Promise<void>;
  stop(): Promise<void>;
}

/** A simulator in this process on a free port, with a receiver of its webhooks. */
export async function startSimulator(env: NodeJS.ProcessEnv = {}, webhookPort = 0): Promise<Simulator> {
  const webhooks = await new WebhookReceiver().listen(webhookPort);
  const starting = start({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    PORT: '0',
    WEBHOOK_URL: webhooks.url,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    WEBHOOK_RETRY_MS: '20',
    ...env,
  });
  const app = await starting.catch(async (error: unknown) => {
    await webhooks.close();
    throw error;
  });
  const client = (key = SECRET_KEY, config: Stripe.StripeConfig = {}) =>
    new Stripe(key, { host: '127.0.0.1', port: app.port, protocol: 'http', maxNetworkRetries: 0, ...config });
  const control = <T>(method: string, path: string, body?: object) =>
    callControl<T>(app.url, method, path, body);
  return {
    url: app.url,
    stripe: client(),
    webhooks,
    control,
    client,
    webhooksSettled: () => settled(control),
    stop: async () => {
      await app.stop();
      await webhooks.close();
    },
  };
}

/** The error of a call that must fail, as the SDK throws it. */
export async function failureOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError))
    throw new Error(`expected a Stripe error, got ${String(error)}`);
  return error;
}

async function callControl<T>(url: string, method: string, path: string, body?: object): Promise<T> {
  const headers = body && { 'content-type': 'application/json' };
  const response = await fetch(`${url}/_simulator/${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  const answer = (await response.json()) as T & { error?: { message: string } };
  if (!response.ok) throw new Error(`${response.status} ${answer.error?.message}`);
  return answer;
}

async function settled(control: Simulator['control']): Promise<void> {
  for await (const ask of setInterval(POLL_MS, control)) {
    const { deliveries } = await ask<{ deliveries: { pending: number } }>('GET', 'webhooks');
    if (deliveries.pending === 0) return;
  }
}

/** The id in a field that can be expanded and was not. */
export function idOf(field: string | { id?: string } | null | undefined): string {
  if (typeof field === 'string') return field;
  throw new Error(`expected an id, got ${JSON.stringify(field)}`);
}
