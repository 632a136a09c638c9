import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseModule } from '../course/course.module';
import { LessonAccessModule } from '../lesson-access/lesson-access.module';
import { ResourceDownloadService } from './resource-download.service';
import { ResourceHandler } from './resource.handler';
import { ResourceListener } from './resource.listener';
import { ResourceService } from './resource.service';
import { ResourceShelfRepository } from './resource-shelf.repository';
import { RESOURCE_SHELVES, resourceShelfSchema } from './resource-shelf.schema';

/** Files that learners download with a course or a lesson. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: RESOURCE_SHELVES, schema: resourceShelfSchema }]),
    CourseModule,
    LessonAccessModule,
  ],
  controllers: [ResourceHandler],
  providers: [ResourceService, ResourceDownloadService, ResourceShelfRepository, ResourceListener],
})
export class ResourceModule {}
