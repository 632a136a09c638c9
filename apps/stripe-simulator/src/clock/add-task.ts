import type { TaskType } from '../state/records';
import type { Transaction } from '../state/transaction';

/** Something will happen to the object at that second; an earlier plan of the same type for it is replaced. */
export function addTask(tx: Transaction, type: TaskType, subject: string, due: number): void {
  tx.put('task', { id: taskId(type, subject), type, subject, due });
}

export function dropTask(tx: Transaction, type: TaskType, subject: string): void {
  tx.remove('task', taskId(type, subject));
}

function taskId(type: TaskType, subject: string): string {
  return `${type}:${subject}`;
}
