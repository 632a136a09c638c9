import { randomBytes } from 'node:crypto';
import { Types } from 'mongoose';
import Stripe from 'stripe';
import type { TransactionReply } from '@har/contracts';
import { startAcademy, type Academy, type AcademyOptions, type TestUser } from '@har/testing';

export interface CourseFields {
  amount_minor?: number;
  currency?: string;
  pricing_model?: 'one-time' | 'subscription';
  status?: 'draft' | 'published' | 'archived';
  domain?: string;
  instructor_id?: string;
}

/** An academy with the services that buying needs, Stripe's simulator and the hands that tests need on both. */
export class PaymentAcademy {
  private constructor(readonly academy: Academy) {}

  static async start(options: Partial<AcademyOptions> = {}): Promise<PaymentAcademy> {
    const { env, ...rest } = options;
    const academy = await startAcademy({
      services: ['auth', 'course', 'payment', 'stripe-simulator'],
      env: { RECONCILE_INTERVAL_MS: '200', WEBHOOK_RETRY_MS: '50', ...env },
      ...rest,
    });
    return new PaymentAcademy(academy);
  }

  /** The same hands on an academy that runs already. */
  static on(academy: Academy): PaymentAcademy {
    return new PaymentAcademy(academy);
  }

  get api() {
    return this.academy.api;
  }

  /** Stripe's SDK, as a browser's bank or a dashboard would use it. */
  get stripe(): Stripe {
    const { hostname, port } = new URL(this.academy.urlOf('stripe-simulator'));
    return new Stripe('sk_test_academy', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
  }

  collection(name: string) {
    return this.academy.collection('payment', name);
  }

  /** A course of another instructor, 49.90 EUR unless said. @returns its id */
  async newCourse(fields: CourseFields = {}): Promise<string> {
    const _id = new Types.ObjectId();
    const now = new Date();
    const { amount_minor = 4990, currency = 'EUR', pricing_model = 'one-time', ...rest } = fields;
    const domain = rest.domain ?? 'Excel';
    await this.academy.collection('course', 'courses').insertOne({
      _id,
      title: 'Tables that answer',
      description: 'A course of the tests.',
      short_description: '',
      stack: [],
      price: { amount_minor, currency, pricing_model },
      keywords: [],
      category: '',
      language: 'en',
      image_url: null,
      instructor_name: 'Grace Test',
      version: 1,
      modules: [],
      total_lessons: 0,
      total_duration_seconds: 0,
      enrollments_count: 0,
      average_rating: 0,
      reviews_count: 0,
      popularity: 0,
      published_at: now,
      // What the catalogue lists the courses of plans by.
      facets: pricing_model === 'subscription' ? ['subscription', `subscription&domain=${domain}`] : [],
      search_terms: [],
      created_at: now,
      updated_at: now,
      status: rest.status ?? 'published',
      domain,
      instructor_id: new Types.ObjectId(rest.instructor_id),
    });
    return _id.toHexString();
  }

  buy(user: TestUser, course_id: string, more: object = {}, headers: Record<string, string> = {}) {
    const body = { course_id, payment_method: 'card', ...more };
    return this.api.post('/purchase', body, { token: user.token, headers });
  }

  /** A completed purchase by card. @returns the transaction of the answer */
  async bought(user: TestUser, courseId: string) {
    const answer = await this.buy(user, courseId, { payment_method_id: 'pm_card_visa' });
    const { status } = answer;
    const body = answer.body as {
      data: { transaction: TransactionReply & { stripe_payment_intent_id: string } };
    };
    if (status !== 201) throw new Error(`the purchase answered ${status} ${JSON.stringify(body)}`);
    return body.data.transaction;
  }

  storedTransaction(id: string) {
    return this.collection('transactions').findOne({ _id: new Types.ObjectId(id) });
  }

  async coursesOf(user: TestUser): Promise<string[]> {
    const answer = await this.api.get(`/user/${user.user_id}/entitlements`, { token: user.token });
    return (answer.body as { data: { courses: string[] } }).data.courses;
  }

  /** A control of the simulator under `/_simulator`. */
  async control<T = Record<string, never>>(method: string, path: string, body?: object): Promise<T> {
    const url = `${this.academy.urlOf('stripe-simulator')}/_simulator/${path}`;
    const response = await fetch(url, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return (await response.json()) as T;
  }

  /** Sends an event signed with the secret of the endpoint, as Stripe signs. */
  sendEvent(
    event: object,
    sign: { secret?: string; timestamp?: number; body?: string; header?: string } = {},
    path = '/webhook/stripe',
  ) {
    const payload = JSON.stringify(event, null, 2);
    const secret = sign.secret ?? this.academy.env.STRIPE_WEBHOOK_SECRET!.split(',')[0]!;
    const signature =
      sign.header ??
      Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: sign.timestamp ?? undefined });
    return this.api.post(path, sign.body ?? payload, {
      headers: { 'stripe-signature': signature },
    });
  }

  /** Waits until every stored event was processed. */
  async eventsProcessed(): Promise<void> {
    await this.academy.eventually(async () => {
      const open = await this.collection('webhook_events').find({ status: 'received' }).toArray();
      const reasons = open.map(({ type, last_error }) => `${String(type)}: ${String(last_error)}`);
      if (open.length > 0) throw new Error(`events are open: ${reasons.join(', ')}`);
    });
  }

  stop(): Promise<void> {
    return this.academy.stop();
  }
}

export const newEventId = () => `evt_${randomBytes(12).toString('hex')}`;

/** Runs them all at once. */
export function inParallel<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => run(index)));
}
