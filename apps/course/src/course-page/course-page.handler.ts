import { Controller } from '@nestjs/common';
import { getCourse, getCourseBySlug } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { CoursePageService } from './course-page.service';

@Controller()
export class CoursePageHandler {
  constructor(private readonly pages: CoursePageService) {}

  @Handles(getCourse)
  async get({ actor, params }: Call<typeof getCourse>) {
    return { data: { course: await this.pages.get(actor, params.id) } };
  }

  @Handles(getCourseBySlug)
  async getBySlug({ actor, params }: Call<typeof getCourseBySlug>) {
    return { data: { course: await this.pages.getBySlug(actor, params.slug) } };
  }
}
