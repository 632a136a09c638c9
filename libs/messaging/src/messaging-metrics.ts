import { Counter, Gauge, Histogram, register, type MetricConfiguration } from 'prom-client';

type MetricClass<M, T extends string> = new (config: MetricConfiguration<T> & { buckets?: number[] }) => M;

/** The metric of that name in the default registry; two copies of this module share it. */
function metric<M, T extends string>(
  Metric: MetricClass<M, T>,
  name: string,
  help: string,
  labelNames: T[],
  buckets?: number[],
): M {
  return (register.getSingleMetric(name) as M | undefined) ?? new Metric({ name, help, labelNames, buckets });
}

const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 60];

export const callsInFlight = metric(
  Gauge<'service'>,
  'har_calls_in_flight',
  'Calls sent to a service and not answered yet.',
  ['service'],
);

export const callsRefused = metric(
  Counter<'service' | 'reason'>,
  'har_calls_refused_total',
  'Calls refused unbegun: limit, queue, shed, absent, redis.',
  ['service', 'reason'],
);

export const callsExpired = metric(
  Counter<'service' | 'side'>,
  'har_calls_expired_total',
  'Calls whose deadline passed: at the client unanswered, at the server not begun.',
  ['service', 'side'],
);

export const callsClaimed = metric(
  Counter<'service'>,
  'har_calls_claimed_total',
  'Calls taken over from a replica that stopped answering.',
  ['service'],
);

export const callsRunning = metric(
  Gauge<'service'>,
  'har_calls_running',
  'Calls that this replica is working on.',
  ['service'],
);

export const eventsHandled = metric(
  Counter<'group' | 'topic'>,
  'har_events_handled_total',
  'Events handled by a group.',
  ['group', 'topic'],
);

export const eventsFailed = metric(
  Counter<'group' | 'topic'>,
  'har_events_failed_total',
  'Attempts to handle an event that failed.',
  ['group', 'topic'],
);

export const eventsParked = metric(
  Counter<'group' | 'topic'>,
  'har_events_parked_total',
  'Events set aside as dead letters.',
  ['group', 'topic'],
);

export const outboxLag = metric(
  Histogram<'topic'>,
  'har_outbox_lag_seconds',
  'Time from the write that caused an event to its publication.',
  ['topic'],
  SECONDS,
);
