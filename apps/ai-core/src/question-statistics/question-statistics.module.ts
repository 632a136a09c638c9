import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseOwnerModule } from '../course-owner/course-owner.module';
import { FirstAttemptRepository } from './first-attempt.repository';
import { FIRST_ATTEMPT, firstAttemptSchema } from './first-attempt.schema';
import { QuestionStatisticsHandler } from './question-statistics.handler';
import { QuestionStatisticsService } from './question-statistics.service';

@Module({
  imports: [
    CourseOwnerModule,
    MongooseModule.forFeature([{ name: FIRST_ATTEMPT, schema: firstAttemptSchema }]),
  ],
  controllers: [QuestionStatisticsHandler],
  providers: [QuestionStatisticsService, FirstAttemptRepository],
  exports: [FirstAttemptRepository],
})
export class QuestionStatisticsModule {}
