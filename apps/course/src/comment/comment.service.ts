import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { PostedComment, VoteReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectIds } from '@har/mongo';
import { COURSE_ENV, type CourseEnv } from '../course-env';
import { factOf, mentionEvents, removedEvent } from './comment-events';
import { CommentRepository } from './comment.repository';
import type { Comment, Question } from './comment.schema';
import { CommentViewService } from './comment-view.service';
import { DiscussionAccessService } from './discussion-access.service';
import { MentionService } from './mention.service';
import { plainText } from './plain-text';
import { ThreadService } from './thread.service';

/** What happens to a comment once it was posted. */
@Injectable()
export class CommentService {
  constructor(
    private readonly access: DiscussionAccessService,
    private readonly comments: CommentRepository,
    private readonly threads: ThreadService,
    private readonly mentions: MentionService,
    private readonly views: CommentViewService,
    @Inject(COURSE_ENV) private readonly env: Pick<CourseEnv, 'COMMENT_EDIT_WINDOW_MINUTES'>,
  ) {}

  /**
   * Corrects one's own comment within the edit window; those who are mentioned only now are told.
   *
   * @throws CatalogueError COMMENT_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED, COMMENT_NOT_OWN,
   * COMMENT_EDIT_CLOSED, MENTION_NOT_PARTICIPANT, VALIDATION_FAILED
   */
  async edit(actor: Actor, id: string, input: string): Promise<PostedComment> {
    const { comment, question } = await this.threads.getLive(id);
    const discussion = await this.access.openToWrite(actor, String(comment.lesson_id), 'COMMENT_NOT_FOUND');
    if (!comment.user_id.equals(actor.user_id)) throw new CatalogueError('COMMENT_NOT_OWN');
    const content = plainText(input);
    const { ids, names } = await this.mentions.resolve(content, actor.user_id, discussion);
    const fact = factOf({ ...comment, content }, discussion, names);
    const told = [...comment.mentions.map(String), toldBy(comment, question)];
    const correction = {
      content,
      mentions: toObjectIds(ids),
      events: mentionEvents(fact, ids, told),
    };
    const minutes = this.env.COMMENT_EDIT_WINDOW_MINUTES;
    const since = new Date(Date.now() - minutes * 60_000);
    const corrected = await this.comments.correct(id, actor.user_id, since, correction);
    if (!corrected) throw await this.whyNotCorrected(id, minutes);
    return { comment: await this.view(actor, corrected, question) };
  }

  /**
   * Deletes a comment: its author's right at any time, and that of those who manage the course.
   *
   * @throws CatalogueError COMMENT_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED or COMMENT_NOT_OWN
   */
  async delete(actor: Actor, id: string): Promise<void> {
    const { comment } = await this.threads.getLive(id);
    if (!comment.user_id.equals(actor.user_id)) {
      const { is_staff } = await this.access.openToRead(
        actor,
        String(comment.lesson_id),
        'COMMENT_NOT_FOUND',
      );
      if (!is_staff) throw new CatalogueError('COMMENT_NOT_OWN');
    }
    const event = removedEvent(comment);
    if (!(await this.comments.remove(comment, event))) throw new CatalogueError('COMMENT_NOT_FOUND');
    await this.threads.removed(comment, event.id);
  }

  /**
   * Gives a vote or takes it back.
   *
   * @throws CatalogueError COMMENT_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED or OWN_COMMENT_VOTE
   */
  async vote(actor: Actor, id: string, voted: boolean): Promise<VoteReply> {
    const { comment } = await this.threads.getLive(id);
    await this.access.openToWrite(actor, String(comment.lesson_id), 'COMMENT_NOT_FOUND');
    if (voted && comment.user_id.equals(actor.user_id)) throw new CatalogueError('OWN_COMMENT_VOTE');
    const votes_count = await this.comments.vote(id, actor.user_id, voted);
    if (votes_count === null) throw new CatalogueError('COMMENT_NOT_FOUND');
    return { votes_count, voted };
  }

  private async whyNotCorrected(id: string, minutes: number): Promise<CatalogueError> {
    const now = await this.comments.find(id);
    if (!now || now.deleted_at) return new CatalogueError('COMMENT_NOT_FOUND');
    return new CatalogueError('COMMENT_EDIT_CLOSED', { minutes });
  }

  private async view(actor: Actor, comment: Comment, { pinned_reply_id }: Question) {
    if (comment.kind === 'reply') return this.views.reply(actor, comment, pinned_reply_id);
    const [view] = await this.views.questions(actor, [comment]);
    return view!;
  }
}

/** Whom a comment tells without mentioning them: the instructor of a question, the asker of a reply. */
function toldBy(comment: Comment, question: Question): string {
  return String(comment.kind === 'question' ? question.instructor_id : question.user_id);
}
