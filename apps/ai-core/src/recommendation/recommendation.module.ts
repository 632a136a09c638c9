import { Module } from '@nestjs/common';
import { RecommendationModelModule } from '../recommendation-model/recommendation-model.module';
import { RecommendationHandler } from './recommendation.handler';
import { RecommendationService } from './recommendation.service';

@Module({
  imports: [RecommendationModelModule],
  controllers: [RecommendationHandler],
  providers: [RecommendationService],
})
export class RecommendationModule {}
