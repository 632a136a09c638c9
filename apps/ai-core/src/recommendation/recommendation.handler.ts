import { Controller } from '@nestjs/common';
import { recommendCourses } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { RecommendationService } from './recommendation.service';

@Controller()
export class RecommendationHandler {
  constructor(private readonly recommendations: RecommendationService) {}

  @Handles(recommendCourses)
  async recommend(call: Call<typeof recommendCourses>) {
    return { data: await this.recommendations.recommend(call.actor, call.body, call.resource_id, call) };
  }
}
