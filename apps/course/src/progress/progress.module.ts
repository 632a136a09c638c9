import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseModule } from '../course/course.module';
import { EnrollmentModule } from '../enrollment/enrollment.module';
import { LessonAccessModule } from '../lesson-access/lesson-access.module';
import { LessonProgressRepository } from './lesson-progress.repository';
import { LESSON_PROGRESS_MODEL, lessonProgressSchema } from './lesson-progress.schema';
import { OutlineChangeListener } from './outline-change.listener';
import { ProgressRebuildService } from './progress-rebuild.service';
import { ProgressHandler } from './progress.handler';
import { ProgressService } from './progress.service';
import { SettlementService } from './settlement.service';

/** How far learners are. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: LESSON_PROGRESS_MODEL, schema: lessonProgressSchema }]),
    CourseModule,
    EnrollmentModule,
    LessonAccessModule,
  ],
  controllers: [ProgressHandler],
  providers: [
    ProgressService,
    LessonProgressRepository,
    SettlementService,
    ProgressRebuildService,
    OutlineChangeListener,
  ],
  exports: [ProgressService, ProgressRebuildService],
})
export class ProgressModule {}
