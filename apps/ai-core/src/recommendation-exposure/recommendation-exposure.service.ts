import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { RecommendationFeedback } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { RecommendationExposureRepository } from './recommendation-exposure.repository';

/** What learners do with what they are recommended. */
@Injectable()
export class RecommendationExposureService {
  constructor(private readonly exposures: RecommendationExposureRepository) {}

  /** @throws CatalogueError RECOMMENDATION_NOT_FOUND, also for another learner's answer */
  async click(actor: Actor, { exposure_id, course_id }: RecommendationFeedback): Promise<void> {
    const known = await this.exposures.click(exposure_id, actor.user_id, course_id);
    if (!known) throw new CatalogueError('RECOMMENDATION_NOT_FOUND');
  }
}
