import { Module } from '@nestjs/common';
import { CourseModule } from '../course/course.module';
import { LessonAccessModule } from '../lesson-access/lesson-access.module';
import { LessonVideoHandler } from './lesson-video.handler';
import { LessonVideoService } from './lesson-video.service';

/** Uploaded videos of lessons. */
@Module({
  imports: [CourseModule, LessonAccessModule],
  controllers: [LessonVideoHandler],
  providers: [LessonVideoService],
})
export class LessonVideoModule {}
