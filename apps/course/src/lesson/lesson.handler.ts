import { Controller } from '@nestjs/common';
import { addLesson, deleteLesson, listLessons, updateLesson } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { LessonService } from './lesson.service';

@Controller()
export class LessonHandler {
  constructor(private readonly lessons: LessonService) {}

  @Handles(listLessons)
  async list({ actor, params, query }: Call<typeof listLessons>) {
    return { data: { lessons: await this.lessons.list(actor, params.id, query.module_id) } };
  }

  @Handles(addLesson)
  async add({ actor, params, body, resource_id }: Call<typeof addLesson>) {
    return { data: { lesson: await this.lessons.add(actor, params, body, resource_id) } };
  }

  @Handles(updateLesson)
  async update({ actor, params, body }: Call<typeof updateLesson>) {
    return { data: { lesson: await this.lessons.update(actor, params, body) } };
  }

  @Handles(deleteLesson)
  async delete({ actor, params }: Call<typeof deleteLesson>) {
    await this.lessons.delete(actor, params);
    return { message: 'Lesson deleted' };
  }
}
