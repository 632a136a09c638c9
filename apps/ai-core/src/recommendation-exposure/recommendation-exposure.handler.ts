import { Controller } from '@nestjs/common';
import { giveRecommendationFeedback } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { RecommendationExposureService } from './recommendation-exposure.service';

@Controller()
export class RecommendationExposureHandler {
  constructor(private readonly exposures: RecommendationExposureService) {}

  @Handles(giveRecommendationFeedback)
  async feedback({ actor, body }: Call<typeof giveRecommendationFeedback>) {
    await this.exposures.click(actor, body);
    return {};
  }
}
