import { Injectable } from '@nestjs/common';
import {
  authFilesChanged,
  courseFilesChanged,
  lessonChanged,
  type FilesChanged,
  type LessonChanged,
} from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { FileService } from './file.service';

/** What owners tell of the files that they use. */
@Injectable()
export class FileListener {
  constructor(private readonly files: FileService) {}

  @OnEvent(authFilesChanged)
  async onAuthFilesChanged({ payload }: EventEnvelope<FilesChanged>): Promise<void> {
    await this.files.apply(payload);
  }

  @OnEvent(courseFilesChanged)
  async onCourseFilesChanged({ payload }: EventEnvelope<FilesChanged>): Promise<void> {
    await this.files.apply(payload);
  }

  @OnEvent(lessonChanged)
  async onLessonChanged({ payload }: EventEnvelope<LessonChanged>): Promise<void> {
    if (payload.deleted) await this.files.removeOfLesson(payload.lesson_id);
  }
}
