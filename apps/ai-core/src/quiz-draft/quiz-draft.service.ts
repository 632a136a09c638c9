import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import {
  DEFAULT_PASSING_SCORE,
  listLessonTexts,
  type DraftQuestion,
  type DraftQuestionInput,
  type NewQuizDraft,
  type QuizDraftChanges,
  type QuizDraftReply,
  type QuizDraftStatus,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { newId, paginate, ServiceCaller, type CallContext, type PageQuery } from '@har/routing';
import { CourseOwnerService } from '../course-owner/course-owner.service';
import { QuizGenerationService } from '../quiz-generation/quiz-generation.service';
import { QuizDraftRepository } from './quiz-draft.repository';
import { toQuizDraftReply } from './quiz-draft.reply';
import type { QuizDraft } from './quiz-draft.schema';

const QUIZ_OF = { fr: (title: string) => `Quiz : ${title}`, en: (title: string) => `Quiz: ${title}` };
const LONGEST_TITLE = 200;

/** Quizzes that were generated and wait for an instructor. */
@Injectable()
export class QuizDraftService {
  constructor(
    private readonly drafts: QuizDraftRepository,
    private readonly owners: CourseOwnerService,
    private readonly quizzes: QuizGenerationService,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * Drafts a quiz on a lesson, wrong answers from all lessons of the course.
   *
   * @param id the id that the draft takes
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, LESSON_NOT_FOUND, CONTENT_CARRIES_NO_QUESTION
   */
  async create(actor: Actor, input: NewQuizDraft, id: string, context: CallContext): Promise<QuizDraftReply> {
    const { course_id, lesson_id, num_questions } = input;
    await this.owners.assertOwner(actor, course_id, context);
    const { lessons } = await this.caller.call(listLessonTexts, { body: { course_id } }, context);
    const lesson = lessons.find((one) => one.lesson_id === lesson_id);
    if (!lesson) throw new CatalogueError('LESSON_NOT_FOUND');
    const related = lessons.filter((one) => one !== lesson && one.html).map(({ html }) => html);
    const { language, questions, partial, warnings } = await this.quizzes.generate(actor, {
      lesson_content: lesson.html,
      num_questions,
      related,
    });
    const draft: QuizDraft = {
      _id: toObjectId(id),
      course_id,
      lesson_id,
      title: QUIZ_OF[language](lesson.title).slice(0, LONGEST_TITLE),
      passing_score: DEFAULT_PASSING_SCORE,
      status: 'draft',
      revision: 1,
      questions: questions.map((question) => ({ ...question, question_id: newId() })),
      partial,
      warnings,
      quiz_lesson_id: null,
      approving_until: null,
      created_at: new Date(),
    };
    return toQuizDraftReply(await this.drafts.add(draft));
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER */
  async list(
    actor: Actor,
    { course_id, status, ...page }: PageQuery & { course_id: string; status?: QuizDraftStatus },
    context: CallContext,
  ) {
    await this.owners.assertOwner(actor, course_id, context);
    const { drafts, total } = await this.drafts.list(course_id, status, page);
    return { drafts: drafts.map(toQuizDraftReply), pagination: paginate(page, total) };
  }

  /** @throws CatalogueError QUIZ_DRAFT_NOT_FOUND, COURSE_NOT_OWNER */
  async get(actor: Actor, id: string, context: CallContext): Promise<QuizDraftReply> {
    return toQuizDraftReply(await this.getOwn(actor, id, context));
  }

  /** @throws CatalogueError QUIZ_DRAFT_NOT_FOUND, COURSE_NOT_OWNER, QUIZ_DRAFT_CLOSED, QUIZ_DRAFT_CHANGED */
  async update(
    actor: Actor,
    id: string,
    { revision, questions, ...changes }: QuizDraftChanges,
    context: CallContext,
  ): Promise<QuizDraftReply> {
    const draft = await this.getOwn(actor, id, context);
    const edited = questions && { questions: questions.map((input) => toDraftQuestion(input, draft)) };
    const changed = await this.drafts.change(id, revision, { ...changes, ...edited });
    if (changed) return toQuizDraftReply(changed);
    const now = await this.drafts.find(id);
    throw new CatalogueError(now?.status === 'draft' ? 'QUIZ_DRAFT_CHANGED' : 'QUIZ_DRAFT_CLOSED');
  }

  /** @throws CatalogueError QUIZ_DRAFT_NOT_FOUND, COURSE_NOT_OWNER, QUIZ_DRAFT_CLOSED */
  async reject(actor: Actor, id: string, context: CallContext): Promise<QuizDraftReply> {
    const draft = await this.getOwn(actor, id, context);
    const rejected = draft.status === 'rejected' ? draft : await this.drafts.reject(id);
    if (!rejected) throw new CatalogueError('QUIZ_DRAFT_CLOSED');
    return toQuizDraftReply(rejected);
  }

  /** @throws CatalogueError QUIZ_DRAFT_NOT_FOUND, COURSE_NOT_OWNER */
  async getOwn(actor: Actor, id: string, context: CallContext): Promise<QuizDraft> {
    const draft = await this.drafts.find(id);
    if (!draft) throw new CatalogueError('QUIZ_DRAFT_NOT_FOUND');
    await this.owners.assertOwner(actor, draft.course_id, context);
    return draft;
  }
}

/** An edited question keeps what it was made from; a new one has nothing of the kind. */
function toDraftQuestion(
  { question_id, ...input }: DraftQuestionInput,
  { questions }: QuizDraft,
): DraftQuestion {
  const known = questions.find((question) => question.question_id === question_id);
  const made = known ?? {
    question_id: newId(),
    kind: 'written' as const,
    tier: 'A' as const,
    source_quote: '',
  };
  return { ...made, ...input };
}
