import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { quizAttempted, type QuestionStatistics, type QuizAttempted } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import type { CallContext } from '@har/routing';
import { CourseOwnerService } from '../course-owner/course-owner.service';
import { FirstAttemptRepository } from './first-attempt.repository';
import { questionStatistics } from './question-statistics';

/** What learners' answers tell about questions. */
@Injectable()
export class QuestionStatisticsService {
  constructor(
    private readonly attempts: FirstAttemptRepository,
    private readonly owners: CourseOwnerService,
  ) {}

  @OnEvent(quizAttempted.type)
  async onAttempted({ payload, at }: EventEnvelope<QuizAttempted>): Promise<void> {
    const { user_id, course_id, lesson_id, results } = payload;
    const first = { _id: `${lesson_id}:${user_id}`, course_id, lesson_id, results, at: new Date(at) };
    await this.attempts.keepFirst(first);
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER */
  async get(
    actor: Actor,
    { id, lesson_id }: { id: string; lesson_id: string },
    context: CallContext,
  ): Promise<QuestionStatistics[]> {
    await this.owners.assertOwner(actor, id, context);
    const attempts = await this.attempts.list(id, lesson_id);
    return questionStatistics(attempts.map(({ results }) => results));
  }
}
