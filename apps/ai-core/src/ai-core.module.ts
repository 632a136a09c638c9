import { Module } from '@nestjs/common';
import { ChatModule } from './chat/chat.module';
import { GlossaryModule } from './glossary/glossary.module';
import { QuestionStatisticsModule } from './question-statistics/question-statistics.module';
import { QuizDraftModule } from './quiz-draft/quiz-draft.module';
import { QuizGenerationModule } from './quiz-generation/quiz-generation.module';
import { RecommendationModule } from './recommendation/recommendation.module';

/** Recommending, quizzes and the tutor: all of it from what the academy itself holds. */
@Module({
  imports: [
    ChatModule,
    GlossaryModule,
    QuestionStatisticsModule,
    QuizDraftModule,
    QuizGenerationModule,
    RecommendationModule,
  ],
})
export class AiCoreModule {}
