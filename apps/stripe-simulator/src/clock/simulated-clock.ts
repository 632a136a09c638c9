import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { StateStore } from '../state/state-store';
import type { Transaction } from '../state/transaction';
import { nextTask, performTask } from './perform-task';

const TICK_MS = 1000;

/** The simulator's clock: real time plus what controls have added. What falls due is done, one task after the other. */
@Injectable()
export class SimulatedClock implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(StateStore) private readonly store: StateStore,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Lets time pass: every task on the way is done at the moment it is due, as if one had waited.
   *
   * @returns the clock afterwards, in seconds since 1970, and how many tasks were done
   */
  async advance(seconds: number): Promise<{ now: number; tasks_done: number }> {
    const target = this.store.read((tx) => tx.now) + seconds;
    let tasks_done = 0;
    while (await this.store.run((tx) => performNext(tx, target, true))) tasks_done += 1;
    const now = await this.store.run((tx) => setClock(tx, target));
    return { now, tasks_done };
  }

  private async tick(): Promise<void> {
    try {
      while (this.store.read((tx) => nextTask(tx, tx.now)))
        await this.store.run((tx) => performNext(tx, tx.now, false));
    } catch (error) {
      this.logger.error(`what is due could not be done: ${String(error)}`);
    }
  }
}

/** Whether there was one. */
function performNext(tx: Transaction, until: number, movesClock: boolean): boolean {
  const task = nextTask(tx, until);
  if (!task) return false;
  if (movesClock) setClock(tx, task.due);
  performTask(tx, task);
  return true;
}

/** Never back: an object is not older than one made before it. */
function setClock(tx: Transaction, seconds: number): number {
  const ahead = seconds * 1000 - tx.nowMs;
  const offset_ms = tx.find('clock', 'clock')?.offset_ms ?? 0;
  if (ahead > 0) tx.put('clock', { id: 'clock', offset_ms: offset_ms + ahead });
  return tx.now;
}
