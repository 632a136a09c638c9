import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import {
  getUserSummary,
  type RecommendationQuery,
  type RecommendationReply,
  type RecommendedCourse,
} from '@har/contracts';
import { CatalogueError, type Language } from '@har/errors';
import { ServiceCaller, type CallContext } from '@har/routing';
import { CourseCardService } from '../course-card/course-card.service';
import { LearnerLogRepository } from '../learner-log/learner-log.repository';
import { RecommendationExposureRepository } from '../recommendation-exposure/recommendation-exposure.repository';
import { ModelKeeperService } from '../recommendation-model/model-keeper.service';
import type { CourseCatalogue } from './course-catalogue';
import { learnerHistory } from './learner-history';
import type { Recommendation } from './recommendation';
import { recommendationSentence } from './recommendation-sentence';
import { recommend } from './recommender';

@Injectable()
export class RecommendationService {
  constructor(
    private readonly models: ModelKeeperService,
    private readonly catalogue: CourseCardService,
    private readonly log: LearnerLogRepository,
    private readonly exposures: RecommendationExposureRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * Courses for a user, the actor themself unless an administrator asks (001 §SERVICE 4). What learners are shown is
   * written down.
   *
   * @param newId the id that the answer takes
   * @throws CatalogueError USER_NOT_FOUND, also for another user's id: who exists is nobody's business
   */
  async recommend(
    actor: Actor,
    { user_id: userId = actor.user_id, limit, domain }: RecommendationQuery,
    newId: string,
    context: CallContext,
  ): Promise<RecommendationReply> {
    const language = await this.languageOf(actor, userId, context);
    const [catalogue, interactions, owned] = await Promise.all([
      this.catalogue.current(),
      this.log.listOf(userId),
      this.log.listOwnedBy(userId),
    ]);
    const model = this.models.current;
    const chosen = recommend(model, catalogue, {
      user_id: userId,
      history: learnerHistory(interactions),
      owned,
      language,
      domain,
      limit,
      now: Date.now(),
    });
    const recommendations = chosen.map((one) => toRecommendedCourse(one, catalogue, context.language));
    const model_version = model.version;
    if (userId !== actor.user_id) return { recommendations, model_version, exposure_id: null };
    await this.exposures.log({
      exposure_id: newId,
      user_id: userId,
      model_version,
      courses: recommendations,
    });
    return { recommendations, model_version, exposure_id: newId };
  }

  private async languageOf(actor: Actor, userId: string, context: CallContext): Promise<Language> {
    if (actor.user_id === userId) return actor.language;
    if (actor.role !== 'admin') throw new CatalogueError('USER_NOT_FOUND');
    return (await this.caller.call(getUserSummary, { body: { user_id: userId } }, context)).language;
  }
}

function toRecommendedCourse(
  { course_id, score, reason, because }: Recommendation,
  catalogue: CourseCatalogue,
  language: Language,
): RecommendedCourse {
  const course = catalogue.find(course_id)!;
  const reasons = because.flatMap((id) => catalogue.find(id) ?? []);
  const names = { because: reasons.map(({ title }) => title), domain: course.domain };
  return {
    course_id,
    title: course.title,
    domain: course.domain as RecommendedCourse['domain'],
    language: course.language,
    score: Math.round(score * 10_000) / 10_000,
    reason,
    explanation: recommendationSentence(reason, names, language),
    because: reasons.map((one) => ({ course_id: one.course_id, title: one.title })),
  };
}
