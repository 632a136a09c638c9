import { Controller } from '@nestjs/common';
import {
  createCourse,
  deleteCourse,
  listOwnCourses,
  publishCourse,
  setCourseOutline,
  unpublishCourse,
  updateCourse,
} from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { CourseService } from './course.service';

@Controller()
export class CourseHandler {
  constructor(private readonly courses: CourseService) {}

  @Handles(listOwnCourses)
  async listOwn({ actor, query }: Call<typeof listOwnCourses>) {
    return { data: await this.courses.listOwn(actor, query) };
  }

  @Handles(createCourse)
  async create(call: Call<typeof createCourse>) {
    return { data: { course: await this.courses.create(call.actor, call.body, call.resource_id, call) } };
  }

  @Handles(updateCourse)
  async update({ actor, params, body }: Call<typeof updateCourse>) {
    return { data: { course: await this.courses.update(actor, params.id, body) } };
  }

  @Handles(publishCourse)
  async publish({ actor, params, language }: Call<typeof publishCourse>) {
    return { data: { course: await this.courses.publish(actor, params.id, language) } };
  }

  @Handles(unpublishCourse)
  async unpublish({ actor, params }: Call<typeof unpublishCourse>) {
    return { data: { course: await this.courses.unpublish(actor, params.id) } };
  }

  @Handles(deleteCourse)
  async delete({ actor, params }: Call<typeof deleteCourse>) {
    await this.courses.archive(actor, params.id);
    return { message: 'Course deleted' };
  }

  @Handles(setCourseOutline)
  async setOutline({ actor, params, body }: Call<typeof setCourseOutline>) {
    return { data: { course: await this.courses.setOutline(actor, params.id, body.modules) } };
  }
}
