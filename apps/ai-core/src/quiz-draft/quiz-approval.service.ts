import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { addLesson, updateLesson, type QuizDraftApproval, type QuizDraftReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type CallContext } from '@har/routing';
import { toLessonQuestion } from './lesson-quiz';
import { QuizDraftRepository } from './quiz-draft.repository';
import { toQuizDraftReply } from './quiz-draft.reply';
import type { QuizDraft } from './quiz-draft.schema';
import { QuizDraftService } from './quiz-draft.service';

/** Makes quiz lessons of drafts, in the instructor's name and by the course service's own rules. */
@Injectable()
export class QuizApprovalService {
  constructor(
    private readonly drafts: QuizDraftRepository,
    private readonly own: QuizDraftService,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * Once: an approval that was cut short after the lesson was written finds that lesson when it is repeated.
   *
   * @throws CatalogueError QUIZ_DRAFT_NOT_FOUND, QUIZ_DRAFT_CLOSED, and whatever the course service refuses
   */
  async approve(
    actor: Actor,
    id: string,
    approval: QuizDraftApproval,
    context: CallContext,
  ): Promise<QuizDraftReply> {
    const known = await this.own.getOwn(actor, id, context);
    if (known.status === 'approved') return toQuizDraftReply(known);
    const draft = await this.drafts.beginApproval(id);
    if (!draft) return this.concluded(id);
    try {
      const lessonId = await this.writeLesson(draft, approval, context);
      const approved = await this.drafts.finishApproval(id, lessonId);
      return approved ? toQuizDraftReply(approved) : await this.concluded(id);
    } catch (error) {
      // What the course service refused was not done; of anything else the outcome is unknown.
      if (error instanceof CatalogueError && error.status < 500) await this.drafts.reopen(id);
      throw error;
    }
  }

  /** Somebody else was faster: the same if they approved it too. */
  private async concluded(id: string): Promise<QuizDraftReply> {
    const draft = await this.drafts.find(id);
    if (draft?.status !== 'approved') throw new CatalogueError('QUIZ_DRAFT_CLOSED');
    return toQuizDraftReply(draft);
  }

  private async writeLesson(
    { _id, course_id, revision, title, passing_score, questions }: QuizDraft,
    { module_id, lesson_id }: QuizDraftApproval,
    context: CallContext,
  ): Promise<string> {
    const quiz = { passing_score, questions: questions.map(toLessonQuestion) };
    const params = { id: course_id, module_id };
    if (lesson_id) {
      const body = { type: 'quiz' as const, quiz };
      await this.caller.call(updateLesson, { params: { ...params, lesson_id }, body }, context);
      return lesson_id;
    }
    const body = { title, description: '', type: 'quiz' as const, is_free_preview: false, quiz };
    const idempotency_key = `quiz-draft:${String(_id)}:${revision}:${module_id}`;
    const { lesson } = await this.caller.call(addLesson, { params, body, idempotency_key }, context);
    return lesson._id;
  }
}
