import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { QuestionReply, ReplyReply } from '@har/contracts';
import { AuthorNamesService } from './author-names.service';
import { toQuestionReply, toReplyReply, type CommentSurroundings } from './comment.reply';
import { CommentRepository } from './comment.repository';
import type { Comment, Question, Reply } from './comment.schema';

/** Comments as a reader sees them: with names, their own votes and official answers, in one query each. */
@Injectable()
export class CommentViewService {
  constructor(
    private readonly comments: CommentRepository,
    private readonly names: AuthorNamesService,
  ) {}

  async questions(actor: Actor, questions: readonly Question[]): Promise<QuestionReply[]> {
    const around = await this.around(actor, questions, await this.officialOf(questions));
    return questions.map((question) => toQuestionReply(question, around));
  }

  /** A question with replies of it. @param official of the question, shown or not */
  async thread(
    actor: Actor,
    question: Question,
    replies: readonly Reply[],
    official: readonly Reply[],
  ): Promise<{ question: QuestionReply; replies: ReplyReply[] }> {
    const around = await this.around(actor, [question, ...replies], official);
    return {
      question: toQuestionReply(question, around),
      replies: replies.map((reply) => toReplyReply(reply, question.pinned_reply_id, around)),
    };
  }

  async reply(actor: Actor, reply: Reply, pinnedId: Question['pinned_reply_id']): Promise<ReplyReply> {
    return toReplyReply(reply, pinnedId, await this.around(actor, [reply], []));
  }

  /** The official answers of questions that have one. */
  async officialOf(questions: readonly Question[]): Promise<Reply[]> {
    const ids = questions.flatMap(({ pinned_reply_id }) => pinned_reply_id ?? []);
    return (await this.comments.findMany(ids)) as Reply[];
  }

  private async around(
    actor: Actor,
    comments: readonly Comment[],
    official: readonly Reply[],
  ): Promise<CommentSurroundings> {
    const all = [...comments, ...official];
    const people = all.flatMap(({ user_id, mentions }) => [user_id, ...mentions].map(String));
    const [names, voted] = await Promise.all([
      this.names.namesOf(people),
      this.comments.listVoted(
        actor.user_id,
        all.map(({ _id }) => _id),
      ),
    ]);
    return { names, voted, official: new Map(official.map((reply) => [String(reply._id), reply])) };
  }
}
