import { Controller } from '@nestjs/common';
import { removeCourseMedia, setCourseMedia } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { CourseMediaService } from './course-media.service';

@Controller()
export class CourseMediaHandler {
  constructor(private readonly media: CourseMediaService) {}

  @Handles(setCourseMedia)
  async set(call: Call<typeof setCourseMedia>) {
    const use = { upload_id: call.body.upload_id, request: call.resource_id };
    return { data: { course: await this.media.set(call.actor, call.params, use, call) } };
  }

  @Handles(removeCourseMedia)
  async remove({ actor, params }: Call<typeof removeCourseMedia>) {
    return { data: { course: await this.media.remove(actor, params) } };
  }
}
