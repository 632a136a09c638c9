import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { QuestionReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { CallContext } from '@har/routing';
import { AuthorNamesService } from './author-names.service';
import { factOf, pinnedEvent } from './comment-events';
import type { Question, Reply } from './comment.schema';
import { CommentViewService } from './comment-view.service';
import { DiscussionAccessService, type Discussion } from './discussion-access.service';
import { ThreadRepository } from './thread.repository';
import { ThreadService } from './thread.service';

interface Pinning {
  readonly question: Question;
  readonly reply: Reply;
  readonly discussion: Discussion;
}

/** The official answer of a question, chosen by those who manage the course (000 §3 D). */
@Injectable()
export class AnswerPinService {
  constructor(
    private readonly access: DiscussionAccessService,
    private readonly threads: ThreadService,
    private readonly kept: ThreadRepository,
    private readonly names: AuthorNamesService,
    private readonly views: CommentViewService,
  ) {}

  /**
   * Pins a reply; the one that is pinned already, again, changes nothing.
   *
   * @throws CatalogueError COMMENT_NOT_FOUND, COURSE_NOT_OWNER, COMMENT_NOT_ANSWER or
   * ANSWER_ALREADY_PINNED
   */
  async pin(actor: Actor, id: string, context: CallContext): Promise<QuestionReply> {
    const { question, reply, discussion } = await this.open(actor, id);
    const pinned_by_name = await this.names.nameOf(actor, context);
    const names = await this.names.namesOf([reply.user_id, ...reply.mentions].map(String));
    const event = pinnedEvent(factOf(reply, discussion, names), {
      asker_id: question.deleted_at ? null : String(question.user_id),
      pinned_by: actor.user_id,
      pinned_by_name,
    });
    const pinned = await this.kept.pin(question._id, reply._id, event);
    const now = await this.now(actor, question);
    if (!pinned && now.official_answer?._id !== id) throw new CatalogueError('ANSWER_ALREADY_PINNED');
    return now;
  }

  /** @throws CatalogueError COMMENT_NOT_FOUND, COURSE_NOT_OWNER or COMMENT_NOT_ANSWER */
  async unpin(actor: Actor, id: string): Promise<QuestionReply> {
    const { question, reply } = await this.open(actor, id);
    await this.kept.unpin(question._id, reply._id);
    return this.now(actor, question);
  }

  private async open(actor: Actor, id: string): Promise<Pinning> {
    const { question, reply } = await this.threads.getLive(id);
    const discussion = await this.access.openToManage(actor, String(question.lesson_id));
    if (!reply) throw new CatalogueError('COMMENT_NOT_ANSWER');
    return { question, reply, discussion };
  }

  private async now(actor: Actor, { _id }: Question): Promise<QuestionReply> {
    const question = await this.kept.find(_id);
    if (!question) throw new CatalogueError('COMMENT_NOT_FOUND');
    const [view] = await this.views.questions(actor, [question]);
    return view!;
  }
}
