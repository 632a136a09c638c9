import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RecommendationExposureHandler } from './recommendation-exposure.handler';
import { RecommendationExposureRepository } from './recommendation-exposure.repository';
import { RECOMMENDATION_EXPOSURE, recommendationExposureSchema } from './recommendation-exposure.schema';
import { RecommendationExposureService } from './recommendation-exposure.service';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: RECOMMENDATION_EXPOSURE, schema: recommendationExposureSchema }]),
  ],
  controllers: [RecommendationExposureHandler],
  providers: [RecommendationExposureRepository, RecommendationExposureService],
  exports: [RecommendationExposureRepository],
})
export class RecommendationExposureModule {}
