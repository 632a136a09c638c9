import { Controller } from '@nestjs/common';
import {
  deleteComment,
  editComment,
  listInstructorQuestions,
  listQuestions,
  listReadableComments,
  listReplies,
  pinAnswer,
  postComment,
  unpinAnswer,
  voteForComment,
  withdrawVote,
} from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { AnswerPinService } from './answer-pin.service';
import { CommentService } from './comment.service';
import { CommentListService } from './comment-list.service';
import { CommentPostingService } from './comment-posting.service';
import { ReadableCommentService } from './readable-comment.service';

@Controller()
export class CommentHandler {
  constructor(
    private readonly posting: CommentPostingService,
    private readonly comments: CommentService,
    private readonly lists: CommentListService,
    private readonly pins: AnswerPinService,
    private readonly readable: ReadableCommentService,
  ) {}

  @Handles(listQuestions)
  async listQuestions({ actor, params, query }: Call<typeof listQuestions>) {
    return { data: await this.lists.listQuestions(actor, params.lesson_id, query) };
  }

  @Handles(listReplies)
  async listReplies({ actor, params, query }: Call<typeof listReplies>) {
    return { data: await this.lists.listReplies(actor, params.id, query) };
  }

  @Handles(listInstructorQuestions)
  async listInbox({ actor, query }: Call<typeof listInstructorQuestions>) {
    return { data: await this.lists.listInbox(actor, query) };
  }

  @Handles(postComment)
  async post(call: Call<typeof postComment>) {
    const { actor, params, body, resource_id } = call;
    return { data: await this.posting.post(actor, params.lesson_id, body, resource_id, call) };
  }

  @Handles(editComment)
  async edit({ actor, params, body }: Call<typeof editComment>) {
    return { data: await this.comments.edit(actor, params.id, body.content) };
  }

  @Handles(deleteComment)
  async delete({ actor, params }: Call<typeof deleteComment>) {
    await this.comments.delete(actor, params.id);
    return { message: 'Comment deleted' };
  }

  @Handles(voteForComment)
  async vote({ actor, params }: Call<typeof voteForComment>) {
    return { data: await this.comments.vote(actor, params.id, true) };
  }

  @Handles(withdrawVote)
  async withdrawVote({ actor, params }: Call<typeof withdrawVote>) {
    return { data: await this.comments.vote(actor, params.id, false) };
  }

  @Handles(pinAnswer)
  async pin(call: Call<typeof pinAnswer>) {
    return { data: { question: await this.pins.pin(call.actor, call.params.id, call) } };
  }

  @Handles(unpinAnswer)
  async unpin({ actor, params }: Call<typeof unpinAnswer>) {
    return { data: { question: await this.pins.unpin(actor, params.id) } };
  }

  @Handles(listReadableComments)
  async listReadable({ body }: Call<typeof listReadableComments>) {
    return { data: { comment_ids: await this.readable.list(body) } };
  }
}
