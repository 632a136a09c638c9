import { Module } from '@nestjs/common';
import { CourseIndexModule } from '../course-index/course-index.module';
import { CourseOwnerModule } from '../course-owner/course-owner.module';
import { GlossaryHandler } from './glossary.handler';
import { GlossaryService } from './glossary.service';

@Module({
  imports: [CourseIndexModule, CourseOwnerModule],
  controllers: [GlossaryHandler],
  providers: [GlossaryService],
})
export class GlossaryModule {}
