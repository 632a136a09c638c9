import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseModule } from '../course/course.module';
import { COURSES, courseSchema } from '../course/course.schema';
import { EnrollmentModule } from '../enrollment/enrollment.module';
import { ENROLLMENTS, enrollmentSchema } from '../enrollment/enrollment.schema';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { ENTITLEMENTS, entitlementSchema } from '../entitlement/entitlement.schema';
import { LESSONS, lessonSchema } from '../lesson/lesson.schema';
import { LessonAccessHandler } from './lesson-access.handler';
import { LessonAccessService } from './lesson-access.service';
import { LessonReaderRepository } from './lesson-reader.repository';
import { LessonVisitService } from './lesson-visit.service';

/** Opening lessons. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: LESSONS, schema: lessonSchema },
      { name: COURSES, schema: courseSchema },
      { name: ENROLLMENTS, schema: enrollmentSchema },
      { name: ENTITLEMENTS, schema: entitlementSchema },
    ]),
    CourseModule,
    EnrollmentModule,
    EntitlementModule,
  ],
  controllers: [LessonAccessHandler],
  providers: [LessonAccessService, LessonReaderRepository, LessonVisitService],
  exports: [LessonAccessService, LessonReaderRepository],
})
export class LessonAccessModule {}
