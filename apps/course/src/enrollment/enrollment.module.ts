import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { COURSES, courseSchema } from '../course/course.schema';
import { CourseModule } from '../course/course.module';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { EnrollmentCountListener } from './enrollment-count.listener';
import { EnrollmentCountRepository } from './enrollment-count.repository';
import { EnrollmentCountService } from './enrollment-count.service';
import { EnrollmentHandler } from './enrollment.handler';
import { EnrollmentRepository } from './enrollment.repository';
import { ENROLLMENTS, enrollmentSchema } from './enrollment.schema';
import { EnrollmentService } from './enrollment.service';

/** Who is in which course. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ENROLLMENTS, schema: enrollmentSchema },
      { name: COURSES, schema: courseSchema },
    ]),
    CourseModule,
    EntitlementModule,
  ],
  controllers: [EnrollmentHandler],
  providers: [
    EnrollmentService,
    EnrollmentRepository,
    EnrollmentCountListener,
    EnrollmentCountRepository,
    EnrollmentCountService,
  ],
  exports: [EnrollmentRepository, EnrollmentCountService],
})
export class EnrollmentModule {}
