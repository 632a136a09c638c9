import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { InstructorNameRepository } from '../instructor/instructor-name.repository';
import { INSTRUCTOR_NAMES, instructorNameSchema } from '../instructor/instructor-name.schema';
import { InstructorNameService } from '../instructor/instructor-name.service';
import { LessonHandler } from '../lesson/lesson.handler';
import { LessonRepository } from '../lesson/lesson.repository';
import { LESSONS, lessonSchema } from '../lesson/lesson.schema';
import { LessonService } from '../lesson/lesson.service';
import { LessonTextService } from '../lesson/lesson-text.service';
import { ModuleHandler } from '../module/module.handler';
import { ModuleRepository } from '../module/module.repository';
import { MODULES, moduleSchema } from '../module/module.schema';
import { ModuleService } from '../module/module.service';
import { CourseCountersRepository } from './course-counters.repository';
import { CourseHandler } from './course.handler';
import { CourseOfferHandler } from './course-offer.handler';
import { CourseOfferService } from './course-offer.service';
import { CourseRepository } from './course.repository';
import { COURSES, courseSchema } from './course.schema';
import { CourseService } from './course.service';
import { CourseSlugRepository } from './course-slug.repository';
import { CourseSlugService } from './course-slug.service';
import { CourseTotalsService } from './course-totals.service';
import { OutlineRepository } from './outline.repository';
import { OutlineSweepService } from './outline-sweep.service';

/** Courses with their modules and lessons, as authors write them. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: COURSES, schema: courseSchema },
      { name: MODULES, schema: moduleSchema },
      { name: LESSONS, schema: lessonSchema },
      { name: INSTRUCTOR_NAMES, schema: instructorNameSchema },
    ]),
    CatalogueModule,
  ],
  controllers: [CourseHandler, ModuleHandler, LessonHandler, CourseOfferHandler],
  providers: [
    CourseService,
    CourseRepository,
    CourseSlugService,
    CourseSlugRepository,
    CourseCountersRepository,
    CourseTotalsService,
    CourseOfferService,
    OutlineRepository,
    OutlineSweepService,
    ModuleService,
    ModuleRepository,
    LessonService,
    LessonRepository,
    LessonTextService,
    InstructorNameService,
    InstructorNameRepository,
  ],
  exports: [
    CourseRepository,
    CourseCountersRepository,
    CourseTotalsService,
    LessonRepository,
    InstructorNameService,
    InstructorNameRepository,
    CourseSlugService,
    ModuleRepository,
    CourseService,
    LessonService,
  ],
})
export class CourseModule {}
