import { CatalogueError } from '@har/errors';
import { SHED_AFTER_MS } from './call-frame';
import type { OutgoingCall } from './call';
import { callsRefused } from './messaging-metrics';
import type { ServicePresence } from './service-presence';

/** Why a call is not sent: nobody listens, Redis is away, a limit is met, or it gives way to others. */
export type RefusalReason = 'absent' | 'redis' | 'limit' | 'queue' | 'shed';

/** Decides whether a call may be sent now: a queue is refused before it grows long. */
export class CallAdmission {
  constructor(
    private readonly max_in_flight: number,
    private readonly max_queue: number,
  ) {}

  /** @returns why not, or undefined when the call may be sent */
  reasonToRefuse(call: OutgoingCall, presence: ServicePresence, inFlight: number): RefusalReason | undefined {
    if (presence.listening === 0) return 'absent';
    if (inFlight >= this.max_in_flight) return 'limit';
    if (presence.depth >= this.max_queue) return 'queue';
    if (!call.sheddable) return undefined;
    const half = inFlight * 2 >= this.max_in_flight || presence.depth * 2 >= this.max_queue;
    return half || presence.waiting_ms > SHED_AFTER_MS ? 'shed' : undefined;
  }
}

/** SERVICE_UNAVAILABLE, with `retry_after` in seconds where waiting helps. */
export function refusal(service: string, reason: RefusalReason): CatalogueError {
  callsRefused.inc({ service, reason });
  const waiting = reason === 'limit' || reason === 'queue' || reason === 'shed';
  return new CatalogueError('SERVICE_UNAVAILABLE', waiting ? { retry_after: 1 } : {});
}
