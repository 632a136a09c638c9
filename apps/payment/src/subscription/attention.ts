import type { Subscription } from './subscription.schema';

/** What needs a person, by what the journal and the end say: the same in whatever order they were told. */
export function attentionOf(subscription: Subscription): string | null {
  const { journal, status, cancelled_date } = subscription;
  const keys = new Set(journal.map(({ key }) => key));
  const disputed = [...keys].some((key) => /^dispute:[^:]+$/.test(key) && !keys.has(`${key}:won`));
  if (disputed) return 'disputed';
  const over = status === 'cancelled' || status === 'expired';
  const late = journal.some(
    ({ key, at }) => /^invoice:[^:]+$/.test(key) && cancelled_date !== null && at > cancelled_date,
  );
  return over && late ? 'paid_after_end' : null;
}
