import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Question } from './comment.schema';
import { ThreadRepository, type ThreadCount } from './thread.repository';

export interface ThreadRepair {
  question_id: string;
  kept: number;
  counted: number;
}

/** An event that is on its way moves the kept number a moment after the reply. */
const SETTLE_MS = 500;

/** Counts anew what questions keep of their replies. */
@Injectable()
export class ThreadRebuildService {
  constructor(private readonly threads: ThreadRepository) {}

  /**
   * Sets what is kept where it is wrong and nobody is replying at the moment.
   *
   * @returns those that were wrong
   */
  async rebuildAll(): Promise<ThreadRepair[]> {
    const repairs: ThreadRepair[] = [];
    for await (const question of this.threads.streamQuestions()) {
      const repair = await this.rebuild(question);
      if (repair) repairs.push(repair);
    }
    return repairs;
  }

  private async rebuild(question: Question): Promise<ThreadRepair | undefined> {
    if (isSame(question, await this.threads.count(question))) return undefined;
    await sleep(SETTLE_MS);
    const now = await this.threads.find(question._id);
    if (!now || !isSame(question, now)) return undefined;
    const counted = await this.threads.count(now);
    if (isSame(now, counted) || !(await this.threads.recount(now, counted))) return undefined;
    return {
      question_id: String(now._id),
      kept: now.replies_count,
      counted: counted.replies_count,
    };
  }
}

function isSame(one: ThreadCount, other: ThreadCount): boolean {
  return (
    one.replies_count === other.replies_count &&
    one.staff_replies_count === other.staff_replies_count &&
    String(one.pinned_reply_id) === String(other.pinned_reply_id)
  );
}
