import { Injectable } from '@nestjs/common';
import { lessonChanged, type LessonChanged } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { ResourceShelfRepository } from './resource-shelf.repository';

/** Clears the shelf of a lesson that is deleted; its files are removed by the media service, by the same event. */
@Injectable()
export class ResourceListener {
  constructor(private readonly shelves: ResourceShelfRepository) {}

  @OnEvent(lessonChanged)
  async onLessonChanged({ payload }: EventEnvelope<LessonChanged>): Promise<void> {
    const { deleted, course_id, lesson_id } = payload;
    if (deleted) await this.shelves.close({ course_id, lesson_id });
  }
}
