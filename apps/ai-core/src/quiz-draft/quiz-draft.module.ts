import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseOwnerModule } from '../course-owner/course-owner.module';
import { QuizGenerationModule } from '../quiz-generation/quiz-generation.module';
import { QuizApprovalService } from './quiz-approval.service';
import { QuizDraftHandler } from './quiz-draft.handler';
import { QuizDraftRepository } from './quiz-draft.repository';
import { QUIZ_DRAFT, quizDraftSchema } from './quiz-draft.schema';
import { QuizDraftService } from './quiz-draft.service';

@Module({
  imports: [
    CourseOwnerModule,
    QuizGenerationModule,
    MongooseModule.forFeature([{ name: QUIZ_DRAFT, schema: quizDraftSchema }]),
  ],
  controllers: [QuizDraftHandler],
  providers: [QuizDraftRepository, QuizDraftService, QuizApprovalService],
})
export class QuizDraftModule {}
