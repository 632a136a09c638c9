import { Injectable } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import { CommentRepository } from './comment.repository';
import type { Comment, Question, Reply } from './comment.schema';
import { ThreadRepository } from './thread.repository';

/** A comment and the question whose thread it is in; `reply` where it is one. */
export interface Thread {
  readonly comment: Comment;
  readonly question: Question;
  readonly reply: Reply | undefined;
}

/** Finds threads by any of their comments. */
@Injectable()
export class ThreadService {
  constructor(
    private readonly comments: CommentRepository,
    private readonly threads: ThreadRepository,
  ) {}

  /** The thread of a comment, which may be deleted. @throws CatalogueError COMMENT_NOT_FOUND */
  async get(id: string): Promise<Thread> {
    const comment = await this.comments.find(id);
    if (!comment) throw new CatalogueError('COMMENT_NOT_FOUND');
    if (comment.kind === 'question') return { comment, question: comment, reply: undefined };
    const question = await this.threads.find(comment.question_id);
    if (!question) throw new CatalogueError('COMMENT_NOT_FOUND');
    return { comment, question, reply: comment };
  }

  /** The same of a comment that was not deleted. @throws CatalogueError COMMENT_NOT_FOUND */
  async getLive(id: string): Promise<Thread> {
    const thread = await this.get(id);
    if (thread.comment.deleted_at) throw new CatalogueError('COMMENT_NOT_FOUND');
    return thread;
  }

  // The events do the same once more, after a crash too; whoever reads the thread next need not wait for them.

  async replied(reply: Reply, eventId: string): Promise<void> {
    await this.threads.move({ ...moveOf(reply), delta: 1 }, eventId);
  }

  async removed(comment: Comment, eventId: string): Promise<void> {
    if (comment.kind === 'question') await this.threads.settle(String(comment._id));
    else await this.threads.move({ ...moveOf(comment), delta: -1 }, eventId);
  }
}

function moveOf({ _id, question_id, by_staff }: Reply) {
  return { question_id: String(question_id), reply_id: String(_id), by_staff };
}
