/** What the simulator remembers beside Stripe's own objects. */

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly event_type: string;
  readonly endpoint: string;
  /** `failed` is given up after three days; `lost` was never sent, by order of a fault. */
  readonly status: 'pending' | 'held' | 'delivered' | 'lost' | 'failed';
  readonly attempts: number;
  /** When it is tried (again): milliseconds since 1970, real time. */
  readonly next_attempt_at: number;
  readonly first_attempt_at: number | null;
  /** What the endpoint answered last; null when nothing came. */
  readonly last_status: number | null;
}

/** A fault that waits for requests or charges that it fits. */
export interface Fault {
  readonly id: string;
  readonly type: 'error' | 'delay' | 'drop_answer' | 'decline';
  /** How often it still strikes; null: until it is removed. */
  readonly remaining: number | null;
  /** Which requests it strikes: a method, and the beginning of a path. Absent: all of `/v1`. */
  readonly method?: string;
  readonly path?: string;
  /** `error`: 500, 429 or 409, before any work is done. */
  readonly status?: number;
  /** `delay`: milliseconds before the work, and after it before the answer. */
  readonly before_ms?: number;
  readonly after_ms?: number;
  /** `decline`: what the bank says. */
  readonly decline_code?: string;
  /** `decline`: only charges of this customer. */
  readonly customer?: string;
}

/** What is done to webhooks instead of sending each once. */
export interface WebhookFaults {
  readonly id: 'webhook_faults';
  /** New events wait until they are released. */
  readonly hold: boolean;
  /** New events are never sent. */
  readonly lose: boolean;
  /** The next so many events are never sent. */
  readonly lose_next: number;
  /** Each delivery is sent so many times more. */
  readonly duplicates: number;
  /** Each event is emitted so many times more, under ids of their own. */
  readonly new_id_duplicates: number;
  /** The event types that all this is for; empty: every type. */
  readonly only: readonly string[];
}

/** The answer to a request with an `Idempotency-Key`, kept for its repetitions. */
export interface IdempotencyRecord {
  readonly id: string;
  /** Method, path and parameters as a hash. */
  readonly fingerprint: string;
  readonly request_id: string;
  readonly status: number;
  readonly body: unknown;
  /** Milliseconds since 1970, real time. */
  readonly created_ms: number;
}

/** Something that happens to an object at a moment on the simulator's clock. */
export interface Task {
  readonly id: string;
  readonly type: TaskType;
  /** The object it happens to. */
  readonly subject: string;
  /** Seconds since 1970. */
  readonly due: number;
}

export type TaskType =
  | 'subscription.cycle'
  | 'subscription.expire_incomplete'
  | 'invoice.retry'
  | 'checkout.session.expire'
  | 'refund.settle';

/** What the account's dashboard sets about billing. */
export interface BillingSettings {
  readonly id: 'billing_settings';
  /** What becomes of a subscription whose invoice was tried in vain for the last time. */
  readonly after_retries: 'cancel' | 'unpaid';
}

/** What a checkout session will buy: parameters that Stripe keeps but does not show. */
export interface CheckoutDraft {
  readonly id: string;
  readonly lines: readonly {
    readonly id: string;
    readonly price: string;
    readonly quantity: number;
    readonly description: string;
  }[];
  readonly payment_metadata: Readonly<Record<string, string>>;
  readonly payment_description: string | null;
  readonly receipt_email: string | null;
  readonly capture_method: 'automatic_async' | 'automatic' | 'manual';
  readonly setup_future_usage: 'off_session' | 'on_session' | null;
  readonly trial_period_days: number | null;
  readonly coupon: string | null;
}
