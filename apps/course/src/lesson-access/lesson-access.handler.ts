import { Controller } from '@nestjs/common';
import { listOpenLessons, openLesson } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { LessonAccessService } from './lesson-access.service';

@Controller()
export class LessonAccessHandler {
  constructor(private readonly access: LessonAccessService) {}

  @Handles(openLesson)
  async open({ actor, params }: Call<typeof openLesson>) {
    return { data: await this.access.open(actor, params) };
  }

  @Handles(listOpenLessons)
  async listOpen({ actor, body }: Call<typeof listOpenLessons>) {
    return { data: await this.access.listOpen(actor, body.course_id) };
  }
}
