import { Injectable } from '@nestjs/common';
import {
  answerGiven,
  answerPinned,
  commentRemoved,
  lessonChanged,
  questionAsked,
  type AnswerGiven,
  type AnswerPinned,
  type CommentRemoved,
  type LessonChanged,
  type QuestionAsked,
} from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { toObjectId } from '@har/mongo';
import { CourseRepository } from '../course/course.repository';
import { findLessonPlace } from '../course/outline';
import { CommentRepository } from './comment.repository';
import { ThreadRepository } from './thread.repository';

/** Does again, by the service's own events, what a crash may have left undone after the write they tell. */
@Injectable()
export class ThreadListener {
  constructor(
    private readonly threads: ThreadRepository,
    private readonly comments: CommentRepository,
    private readonly courses: CourseRepository,
  ) {}

  @OnEvent(answerGiven)
  async onAnswerGiven({ id, payload }: EventEnvelope<AnswerGiven>): Promise<void> {
    const { question_id, comment_id: reply_id, by_staff } = payload;
    await this.threads.move({ question_id, reply_id, by_staff, delta: 1 }, id);
  }

  @OnEvent(commentRemoved)
  async onCommentRemoved({ id, payload }: EventEnvelope<CommentRemoved>): Promise<void> {
    const { question_id, comment_id: reply_id, by_staff } = payload;
    if (reply_id === question_id) await this.threads.settle(question_id);
    else await this.threads.move({ question_id, reply_id, by_staff, delta: -1 }, id);
  }

  /** A reply that was deleted while it was being pinned is no answer. */
  @OnEvent(answerPinned)
  async onAnswerPinned({ payload }: EventEnvelope<AnswerPinned>): Promise<void> {
    const reply = await this.comments.find(payload.comment_id);
    if (!reply || reply.deleted_at)
      await this.threads.unpin(toObjectId(payload.question_id), toObjectId(payload.comment_id));
  }

  @OnEvent(lessonChanged)
  async onLessonChanged({ payload }: EventEnvelope<LessonChanged>): Promise<void> {
    if (payload.deleted) await this.threads.withdraw(payload.lesson_id);
  }

  /** A question that was asked while its lesson was being deleted waits for nobody. */
  @OnEvent(questionAsked)
  async onQuestionAsked({ payload: { course_id, lesson_id } }: EventEnvelope<QuestionAsked>): Promise<void> {
    const course = await this.courses.find(course_id);
    if (!course || !findLessonPlace(course.modules, lesson_id)) await this.threads.withdraw(lesson_id);
  }
}
