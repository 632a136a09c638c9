import Joi from 'joi';
import { Module } from '@nestjs/common';
import * as contracts from '@har/contracts';
import { PLATFORM_ENV, STORE_ENV } from '@har/env';
import { startService, type RunningApp, type ServiceDefinition, type ServiceEnv } from '@har/operations';
import { contractsIn } from '@har/routing';
import { CatalogueModule } from './catalogue/catalogue.module';
import { CourseModule } from './course/course.module';
import { CoursePageModule } from './course-page/course-page.module';
import { EnrollmentModule } from './enrollment/enrollment.module';
import { LessonAccessModule } from './lesson-access/lesson-access.module';
import { ProgressModule } from './progress/progress.module';
import { QuizAttemptModule } from './quiz-attempt/quiz-attempt.module';

/** Teaching and learning: courses, the catalogue, enrolment, lessons, progress, quizzes. */
@Module({
  imports: [
    CourseModule,
    CoursePageModule,
    CatalogueModule,
    EnrollmentModule,
    LessonAccessModule,
    ProgressModule,
    QuizAttemptModule,
  ],
})
export class CourseAppModule {}

export const definition: ServiceDefinition = {
  name: 'course',
  env: Joi.object<ServiceEnv>({ ...PLATFORM_ENV, ...STORE_ENV }),
  contracts: contractsIn(contracts).filter(({ service }) => service === 'course'),
  topics: ['auth', 'course', 'payment'],
  module: () => CourseAppModule,
};

/** Starts one replica of the course service. */
export async function start(source: NodeJS.ProcessEnv = process.env): Promise<RunningApp> {
  return startService(definition, source);
}
