import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CourseLessonParams, GivenAnswer, QuizAttemptReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { paginate, type PageQuery, type Pagination } from '@har/routing';
import { LessonAccessService, type LearnerLesson } from '../lesson-access/lesson-access.service';
import { ProgressService, type RecordedProgress } from '../progress/progress.service';
import { markQuiz, type Marks } from './quiz-marking';
import { toQuizAttemptReply } from './quiz-attempt.reply';
import { QuizAttemptRepository } from './quiz-attempt.repository';

/** From this attempt on, one that failed shows the right answers too: then the quiz teaches instead of tests. */
const REVEALING_ATTEMPT = 3;

/** Answering quizzes. */
@Injectable()
export class QuizAttemptService {
  constructor(
    private readonly access: LessonAccessService,
    private readonly progress: ProgressService,
    private readonly attempts: QuizAttemptRepository,
  ) {}

  /**
   * Marks an attempt and keeps it; passing completes the lesson, the best score is kept in the progress.
   *
   * @param id 24 hexadecimal digits that the attempt takes; the same again is the same attempt
   * @throws CatalogueError COURSE_NOT_FOUND, LESSON_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED, LESSON_NOT_QUIZ,
   * VALIDATION_FAILED (answers that do not fit the questions)
   */
  async submit(
    actor: Actor,
    params: CourseLessonParams,
    answers: readonly GivenAnswer[],
    id: string,
  ): Promise<RecordedProgress & { attempt: QuizAttemptReply }> {
    const opened = await this.access.openForMarking(actor, params);
    const { quiz } = opened.lesson;
    if (opened.lesson.type !== 'quiz' || !quiz) throw new CatalogueError('LESSON_NOT_QUIZ');
    const marks = markQuiz(quiz, answers);
    // First, because a crash in between may lose the record of an attempt, but never a pass.
    const recorded = await this.record(actor, opened, marks);
    const attempt = await this.attempts.add({
      _id: toObjectId(id),
      user_id: toObjectId(actor.user_id),
      course_id: opened.course._id,
      lesson_id: opened.lesson._id,
      passing_score: quiz.passing_score,
      ...marks,
      created_at: new Date(),
    });
    const revealed = recorded.progress.status === 'completed' || (await this.isRevealing(actor, params));
    return { attempt: toQuizAttemptReply(attempt, revealed ? quiz : undefined), ...recorded };
  }

  /**
   * A learner's own attempts without right answers, the last first.
   *
   * @throws CatalogueError COURSE_NOT_FOUND, LESSON_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED, LESSON_NOT_QUIZ
   */
  async list(
    actor: Actor,
    params: CourseLessonParams,
    page: PageQuery,
  ): Promise<{ attempts: QuizAttemptReply[]; pagination: Pagination }> {
    const { lesson } = await this.access.openForLearning(actor, params);
    if (lesson.type !== 'quiz') throw new CatalogueError('LESSON_NOT_QUIZ');
    const { attempts, total } = await this.attempts.listOf(actor.user_id, params.lesson_id, page);
    return {
      attempts: attempts.map((attempt) => toQuizAttemptReply(attempt)),
      pagination: paginate(page, total),
    };
  }

  private async record(actor: Actor, opened: LearnerLesson, marks: Marks): Promise<RecordedProgress> {
    const status = marks.passed ? 'completed' : 'in_progress';
    return this.progress.advance(actor.user_id, opened, { status, quiz_score: marks.score });
  }

  private async isRevealing(actor: Actor, { lesson_id }: CourseLessonParams): Promise<boolean> {
    const made = await this.attempts.count(actor.user_id, lesson_id, REVEALING_ATTEMPT);
    return made >= REVEALING_ATTEMPT;
  }
}
