import { Module, type DynamicModule } from '@nestjs/common';
import * as contracts from '@har/contracts';
import { startService, type RunningApp, type ServiceDefinition } from '@har/operations';
import { contractsIn } from '@har/routing';
import { CatalogueModule } from './catalogue/catalogue.module';
import { CommentModule } from './comment/comment.module';
import { CourseMediaModule } from './course-media/course-media.module';
import { CourseModule } from './course/course.module';
import { CoursePageModule } from './course-page/course-page.module';
import { COURSE_ENV, COURSE_ENV_SCHEMA, type CourseEnv } from './course-env';
import { EnrollmentModule } from './enrollment/enrollment.module';
import { LessonAccessModule } from './lesson-access/lesson-access.module';
import { LessonVideoModule } from './lesson-video/lesson-video.module';
import { ProgressModule } from './progress/progress.module';
import { QuizAttemptModule } from './quiz-attempt/quiz-attempt.module';
import { ReviewModule } from './review/review.module';
import { ResourceModule } from './resource/resource.module';

/** Teaching and learning: courses, the catalogue, enrolment, lessons, progress, quizzes, questions, reviews. */
@Module({
  imports: [
    CourseModule,
    CoursePageModule,
    CourseMediaModule,
    CatalogueModule,
    CommentModule,
    EnrollmentModule,
    LessonAccessModule,
    ProgressModule,
    QuizAttemptModule,
    ReviewModule,
    LessonVideoModule,
    ResourceModule,
  ],
})
export class CourseAppModule {
  static forRoot(env: CourseEnv): DynamicModule {
    return {
      module: CourseAppModule,
      global: true,
      providers: [{ provide: COURSE_ENV, useValue: env }],
      exports: [COURSE_ENV],
    };
  }
}

export const definition: ServiceDefinition<CourseEnv> = {
  name: 'course',
  env: COURSE_ENV_SCHEMA,
  contracts: contractsIn(contracts).filter(({ service }) => service === 'course'),
  topics: ['auth', 'course', 'payment'],
  module: (env) => CourseAppModule.forRoot(env),
};

/** Starts one replica of the course service. */
export async function start(source: NodeJS.ProcessEnv = process.env): Promise<RunningApp> {
  return startService(definition, source);
}
