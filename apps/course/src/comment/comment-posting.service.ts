import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { NewComment, PostedComment } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { CallContext } from '@har/routing';
import { AuthorNamesService } from './author-names.service';
import { askedEvent, factOf, givenEvent, mentionEvents } from './comment-events';
import { CommentRepository } from './comment.repository';
import type { Question, Reply } from './comment.schema';
import { CommentViewService } from './comment-view.service';
import { DiscussionAccessService, type Discussion } from './discussion-access.service';
import { MentionService } from './mention.service';
import { newQuestion, newReply, type CommentDraft } from './new-comment';
import { plainText } from './plain-text';
import { ThreadService, type Thread } from './thread.service';

/** What questions and replies are written from. */
interface Writing {
  readonly actor: Actor;
  readonly discussion: Discussion;
  readonly draft: CommentDraft;
  /** Of the writer and of those whom the text mentions, by user id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Asking and replying. */
@Injectable()
export class CommentPostingService {
  constructor(
    private readonly access: DiscussionAccessService,
    private readonly comments: CommentRepository,
    private readonly threads: ThreadService,
    private readonly mentions: MentionService,
    private readonly names: AuthorNamesService,
    private readonly views: CommentViewService,
  ) {}

  /**
   * @param id 24 hexadecimal digits that the comment takes; the same again posts it once
   * @throws CatalogueError LESSON_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED, COMMENT_NOT_FOUND, COMMENT_DELETED,
   * MENTION_NOT_PARTICIPANT, VALIDATION_FAILED (a text of nothing to see), SERVICE_UNAVAILABLE
   */
  async post(
    actor: Actor,
    lessonId: string,
    input: NewComment,
    id: string,
    context: CallContext,
  ): Promise<PostedComment> {
    const discussion = await this.access.openToWrite(actor, lessonId);
    const thread = input.parent_id ? await this.parent(discussion, input.parent_id) : undefined;
    const content = plainText(input.content);
    await this.names.nameOf(actor, context);
    const { ids, names } = await this.mentions.resolve(content, actor.user_id, discussion);
    const draft = { id, user_id: actor.user_id, content, mentions: withAnswered(ids, actor, thread) };
    const writing = { actor, discussion, draft, names };
    return { comment: thread ? await this.reply(writing, thread) : await this.ask(writing) };
  }

  private async parent({ lesson }: Discussion, id: string): Promise<Thread> {
    const thread = await this.threads.get(id);
    if (!thread.question.lesson_id.equals(lesson._id)) throw new CatalogueError('COMMENT_NOT_FOUND');
    if (thread.reply?.deleted_at) throw new CatalogueError('COMMENT_NOT_FOUND');
    if (thread.question.deleted_at) throw new CatalogueError('COMMENT_DELETED');
    return thread;
  }

  private async ask({ actor, discussion, draft, names }: Writing) {
    const question = newQuestion(draft, discussion);
    const fact = factOf(question, discussion, names);
    const instructor = String(discussion.course.instructor_id);
    const events = [askedEvent(fact, instructor), ...mentionEvents(fact, draft.mentions, [instructor])];
    const { stored } = await this.comments.insert(question, events);
    if (!stored) throw new CatalogueError('COMMENT_NOT_FOUND');
    const [view] = await this.views.questions(actor, [stored as Question]);
    return view!;
  }

  private async reply({ actor, discussion, draft, names }: Writing, { question, reply: answered }: Thread) {
    const reply = newReply(draft, discussion, question._id, answered);
    const fact = factOf(reply, discussion, names);
    const asker_id = String(question.user_id);
    const given = givenEvent(fact, { asker_id, by_staff: reply.by_staff });
    const events = [given, ...mentionEvents(fact, draft.mentions, [asker_id])];
    const { stored, created } = await this.comments.insert(reply, events);
    if (!stored) throw new CatalogueError('COMMENT_NOT_FOUND');
    if (created) await this.threads.replied(reply, given.id);
    return this.views.reply(actor, stored as Reply, question.pinned_reply_id);
  }
}

/** A reply to a reply mentions its author. */
function withAnswered(mentions: readonly string[], actor: Actor, thread: Thread | undefined): string[] {
  const answered = thread?.reply && String(thread.reply.user_id);
  const all = new Set(mentions);
  if (answered && answered !== actor.user_id) all.add(answered);
  return [...all];
}
