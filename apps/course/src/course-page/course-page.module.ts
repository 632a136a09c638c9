import { Module } from '@nestjs/common';
import { CourseModule } from '../course/course.module';
import { ReviewModule } from '../review/review.module';
import { CoursePageHandler } from './course-page.handler';
import { CoursePageService } from './course-page.service';

/** The page of one course, as everybody reads it. */
@Module({
  imports: [CourseModule, ReviewModule],
  controllers: [CoursePageHandler],
  providers: [CoursePageService],
})
export class CoursePageModule {}
