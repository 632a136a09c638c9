export interface MessagingOptions {
  /** The service's name: its topic and its group. */
  service: string;
  redis_url: string;
  namespace: string;
  /** The services whose events the `@OnEvent` methods of this one handle. */
  topics?: string[];
  /** See CallClient. */
  max_in_flight?: number;
  max_queue?: number;
  /** How many events are handled at once. */
  event_concurrency?: number;
}

export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');
