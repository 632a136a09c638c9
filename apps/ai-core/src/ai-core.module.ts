import { Module, type DynamicModule } from '@nestjs/common';
import { AI_CORE_ENV, type AiCoreEnv } from './ai-core-env';
import { ChatModule } from './chat/chat.module';
import { GlossaryModule } from './glossary/glossary.module';
import { QuestionStatisticsModule } from './question-statistics/question-statistics.module';
import { QuizDraftModule } from './quiz-draft/quiz-draft.module';
import { QuizGenerationModule } from './quiz-generation/quiz-generation.module';
import { RecommendationModule } from './recommendation/recommendation.module';
import { UserForgettingModule } from './user-forgetting/user-forgetting.module';

/** Recommending, quizzes and the tutor: all of it from what the academy itself holds. */
@Module({})
export class AiCoreModule {
  static with(env: AiCoreEnv): DynamicModule {
    return {
      module: AiCoreModule,
      global: true,
      providers: [{ provide: AI_CORE_ENV, useValue: env }],
      exports: [AI_CORE_ENV],
      imports: [
        ChatModule,
        GlossaryModule,
        QuestionStatisticsModule,
        QuizDraftModule,
        QuizGenerationModule,
        RecommendationModule,
        UserForgettingModule,
      ],
    };
  }
}
