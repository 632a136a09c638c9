import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { LessonAccessModule } from '../lesson-access/lesson-access.module';
import { ProgressModule } from '../progress/progress.module';
import { QuizAttemptHandler } from './quiz-attempt.handler';
import { QuizAttemptRepository } from './quiz-attempt.repository';
import { QUIZ_ATTEMPTS, quizAttemptSchema } from './quiz-attempt.schema';
import { QuizAttemptService } from './quiz-attempt.service';

/** Quizzes and their marks. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: QUIZ_ATTEMPTS, schema: quizAttemptSchema }]),
    LessonAccessModule,
    ProgressModule,
  ],
  controllers: [QuizAttemptHandler],
  providers: [QuizAttemptService, QuizAttemptRepository],
})
export class QuizAttemptModule {}
