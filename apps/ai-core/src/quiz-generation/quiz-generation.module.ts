import { Module } from '@nestjs/common';
import { QuizGenerationHandler } from './quiz-generation.handler';
import { QuizGenerationService } from './quiz-generation.service';

@Module({
  controllers: [QuizGenerationHandler],
  providers: [QuizGenerationService],
  exports: [QuizGenerationService],
})
export class QuizGenerationModule {}
