import type { Fault } from '../state/records';
import type { Transaction } from '../state/transaction';

export type RequestFaults = Partial<Record<'error' | 'delay' | 'drop_answer', Fault>>;

/** The faults that strike this request, the oldest of each type; each is used up once. */
export function takeRequestFaults(tx: Transaction, method: string, path: string): RequestFaults {
  const taken: RequestFaults = {};
  for (const fault of tx.all('fault')) {
    if (fault.type === 'decline' || taken[fault.type] || !fits(fault, method, path)) continue;
    taken[fault.type] = fault;
    useUp(tx, fault);
  }
  return taken;
}

/** The bank's refusal that waits for a charge of this customer, if any; used up once. */
export function takeDecline(tx: Transaction, payer: string | null): Fault | undefined {
  const fault = tx
    .all('fault')
    .find(({ type, customer = payer }) => type === 'decline' && customer === payer);
  if (fault) useUp(tx, fault);
  return fault;
}

function fits(fault: Fault, method: string, path: string): boolean {
  return (fault.method === undefined || fault.method === method) && path.startsWith(fault.path ?? '/v1/');
}

function useUp(tx: Transaction, fault: Fault): void {
  if (fault.remaining === null) return;
  if (fault.remaining > 1) tx.put('fault', { ...fault, remaining: fault.remaining - 1 });
  else tx.remove('fault', fault.id);
}
