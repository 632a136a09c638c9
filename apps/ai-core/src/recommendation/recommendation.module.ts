import { Module } from '@nestjs/common';
import { RecommendationExposureModule } from '../recommendation-exposure/recommendation-exposure.module';
import { RecommendationModelModule } from '../recommendation-model/recommendation-model.module';
import { RecommendationHandler } from './recommendation.handler';
import { RecommendationService } from './recommendation.service';

@Module({
  imports: [RecommendationModelModule, RecommendationExposureModule],
  controllers: [RecommendationHandler],
  providers: [RecommendationService],
})
export class RecommendationModule {}
