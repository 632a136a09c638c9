import { addTask } from '../clock/add-task';
import type { Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { leadingItem } from './subscription';

/** Plans what comes next for a subscription: the end of its period, or its own end if that is sooner. */
export function scheduleCycle(tx: Transaction, subscription: Subscription): void {
  const { current_period_end } = leadingItem(subscription);
  addTask(
    tx,
    'subscription.cycle',
    subscription.id,
    Math.min(current_period_end, subscription.cancel_at ?? Infinity),
  );
}
