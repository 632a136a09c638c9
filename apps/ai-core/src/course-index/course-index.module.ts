import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseIndexService } from './course-index.service';
import { CourseRevisionRepository } from './course-revision.repository';
import { COURSE_REVISION, courseRevisionSchema } from './course-revision.schema';

@Module({
  imports: [MongooseModule.forFeature([{ name: COURSE_REVISION, schema: courseRevisionSchema }])],
  providers: [CourseIndexService, CourseRevisionRepository],
  exports: [CourseIndexService],
})
export class CourseIndexModule {}
