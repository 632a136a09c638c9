import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { COURSES, courseSchema } from '../course/course.schema';
import { LESSONS, lessonSchema } from '../lesson/lesson.schema';
import { MODULES, moduleSchema } from '../module/module.schema';
import { ReviewModule } from '../review/review.module';
import { CoursePageHandler } from './course-page.handler';
import { CoursePageRepository } from './course-page.repository';
import { CoursePageService } from './course-page.service';

/** The page of one course, as everybody reads it. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: COURSES, schema: courseSchema },
      { name: MODULES, schema: moduleSchema },
      { name: LESSONS, schema: lessonSchema },
    ]),
    ReviewModule,
  ],
  controllers: [CoursePageHandler],
  providers: [CoursePageService, CoursePageRepository],
})
export class CoursePageModule {}
