import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UploadModule } from '../upload/upload.module';
import { DeletedLessonRepository } from './deleted-lesson.repository';
import { DELETED_LESSONS, deletedLessonSchema } from './deleted-lesson.schema';
import { FileHandler } from './file.handler';
import { FileListener } from './file.listener';
import { FileService } from './file.service';

/** Files in use. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: DELETED_LESSONS, schema: deletedLessonSchema }]),
    UploadModule,
  ],
  controllers: [FileHandler],
  providers: [FileService, FileListener, DeletedLessonRepository],
})
export class FileModule {}
