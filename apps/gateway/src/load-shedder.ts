import { Counter } from 'prom-client';
import { CatalogueError } from '@har/errors';
import { metric } from '@har/operations';
import { deadlineOf, type AnyRoute } from '@har/routing';

/** Of a contract's deadline: slower answers than that mean that something behind the gateway is busy. */
const IN_TIME = 1 / 30;
const FIRST_LIMIT = 32;
const LEAST = 4;
const MOST = 512;
const CUT = 0.7;

interface Gate {
  readonly in_time_ms: number;
  /** How many may be under way at once; a fraction counts towards the next one. */
  limit: number;
  running: number;
  cut_at: number;
}

/**
 * Lets routes that can wait (`sheddable` in their contract: catalogue, recommendations, tutor) give way under load, so
 * that signing in, reading a lesson and paying go on. Each such route may have so many calls under way that their
 * answers still come in time: one more for every round that was in time, a third less when one was late; what is above
 * that is refused at once. Every gateway measures for itself; nothing is configured.
 */
export class LoadShedder {
  private readonly gates = new Map<string, Gate>();
  private readonly shed = metric('gateway_requests_shed_total', () => {
    return new Counter({
      name: 'gateway_requests_shed_total',
      help: 'Requests refused so that more important ones are served, by route.',
      labelNames: ['route'],
    });
  });

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @throws CatalogueError SERVICE_UNAVAILABLE with `retry_after` when it gives way, or what the call throws */
  async run<T>(contract: AnyRoute, call: () => Promise<T>): Promise<T> {
    if (!contract.sheddable) return call();
    const gate = this.gateOf(contract);
    if (gate.running >= Math.floor(gate.limit)) {
      this.shed.inc({ route: contract.name });
      throw new CatalogueError('SERVICE_UNAVAILABLE', { retry_after: 1 });
    }
    gate.running += 1;
    const startedAt = this.now();
    try {
      return await call();
    } finally {
      this.adapt(gate, this.now() - startedAt);
      gate.running -= 1;
    }
  }

  private adapt(gate: Gate, took: number): void {
    if (took <= gate.in_time_ms) {
      // Only a limit that is used says anything about a higher one.
      if (gate.running * 2 >= gate.limit) gate.limit = Math.min(MOST, gate.limit + 1 / gate.limit);
      return;
    }
    // All that were under way together are late together: that is one sign, not many.
    if (this.now() - gate.cut_at < gate.in_time_ms) return;
    gate.limit = Math.max(LEAST, gate.limit * CUT);
    gate.cut_at = this.now();
  }

  private gateOf(contract: AnyRoute): Gate {
    const known = this.gates.get(contract.name);
    if (known) return known;
    const in_time_ms = deadlineOf(contract) * IN_TIME;
    const gate = { in_time_ms, limit: FIRST_LIMIT, running: 0, cut_at: -Infinity };
    this.gates.set(contract.name, gate);
    return gate;
  }
}
