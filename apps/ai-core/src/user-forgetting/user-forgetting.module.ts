import { Module } from '@nestjs/common';
import { ChatModule } from '../chat/chat.module';
import { LearnerLogModule } from '../learner-log/learner-log.module';
import { QuestionStatisticsModule } from '../question-statistics/question-statistics.module';
import { RecommendationExposureModule } from '../recommendation-exposure/recommendation-exposure.module';
import { TokenBudgetModule } from '../token-budget/token-budget.module';
import { UserForgettingService } from './user-forgetting.service';

@Module({
  imports: [
    ChatModule,
    LearnerLogModule,
    QuestionStatisticsModule,
    RecommendationExposureModule,
    TokenBudgetModule,
  ],
  providers: [UserForgettingService],
})
export class UserForgettingModule {}
