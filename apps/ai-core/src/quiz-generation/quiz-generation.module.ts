import { Module } from '@nestjs/common';
import { LanguageModelModule } from '../language-model/language-model.module';
import { QuizGenerationHandler } from './quiz-generation.handler';
import { QuizGenerationService } from './quiz-generation.service';

@Module({
  imports: [LanguageModelModule],
  controllers: [QuizGenerationHandler],
  providers: [QuizGenerationService],
  exports: [QuizGenerationService],
})
export class QuizGenerationModule {}
