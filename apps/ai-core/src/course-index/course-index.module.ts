import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { GlossaryRepository } from '../glossary/glossary.repository';
import { GLOSSARY_ENTRY, glossaryEntrySchema } from '../glossary/glossary.schema';
import { CourseIndexService } from './course-index.service';
import { CourseRevisionRepository } from './course-revision.repository';
import { COURSE_REVISION, courseRevisionSchema } from './course-revision.schema';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: COURSE_REVISION, schema: courseRevisionSchema },
      { name: GLOSSARY_ENTRY, schema: glossaryEntrySchema },
    ]),
  ],
  providers: [CourseIndexService, CourseRevisionRepository, GlossaryRepository],
  exports: [CourseIndexService, CourseRevisionRepository, GlossaryRepository],
})
export class CourseIndexModule {}
