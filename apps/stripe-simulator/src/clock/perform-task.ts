import { cycleSubscription, expireIncomplete, retryInvoice } from '../billing/cycle-subscription';
import { expireSession } from '../checkout/complete-session';
import { settleRefund } from '../refunds/settle-refund';
import type { Task, TaskType } from '../state/records';
import type { Transaction } from '../state/transaction';

const WORK: Readonly<Record<TaskType, (tx: Transaction, subject: string) => unknown>> = {
  'subscription.cycle': cycleSubscription,
  'subscription.expire_incomplete': expireIncomplete,
  'invoice.retry': retryInvoice,
  'checkout.session.expire': expireSession,
  'refund.settle': settleRefund,
};

/** The task that is due first, if any is by then. @param until seconds since 1970 */
export function nextTask(tx: Transaction, until: number): Task | undefined {
  return tx.all('task').reduce<Task | undefined>((first, task) => {
    return task.due <= until && task.due < (first?.due ?? Infinity) ? task : first;
  }, undefined);
}

/** Does what is due; the work plans its own next time. */
export function performTask(tx: Transaction, task: Task): void {
  tx.remove('task', task.id);
  WORK[task.type](tx, task.subject);
}
