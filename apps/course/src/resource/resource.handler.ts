import { Controller } from '@nestjs/common';
import {
  attachCourseResource,
  attachLessonResource,
  deleteResource,
  downloadResource,
  listCourseResources,
  listLessonResources,
  updateResource,
} from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ResourceDownloadService } from './resource-download.service';
import { ResourceService } from './resource.service';

@Controller()
export class ResourceHandler {
  constructor(
    private readonly resources: ResourceService,
    private readonly downloads: ResourceDownloadService,
  ) {}

  @Handles(attachCourseResource)
  async attachToCourse(call: Call<typeof attachCourseResource>) {
    const place = { course_id: call.params.id, lesson_id: null };
    const { actor, body, resource_id } = call;
    return { data: { resource: await this.resources.attach(actor, place, body, resource_id, call) } };
  }

  @Handles(attachLessonResource)
  async attachToLesson(call: Call<typeof attachLessonResource>) {
    const place = await this.resources.placeOfLesson(call.params.lesson_id);
    const { actor, body, resource_id } = call;
    return { data: { resource: await this.resources.attach(actor, place, body, resource_id, call) } };
  }

  @Handles(listCourseResources)
  async listOfCourse({ actor, params }: Call<typeof listCourseResources>) {
    return {
      data: { resources: await this.downloads.list(actor, { course_id: params.id, lesson_id: null }) },
    };
  }

  @Handles(listLessonResources)
  async listOfLesson({ actor, params }: Call<typeof listLessonResources>) {
    const place = await this.resources.placeOfLesson(params.lesson_id);
    return { data: { resources: await this.downloads.list(actor, place) } };
  }

  @Handles(updateResource)
  async update(call: Call<typeof updateResource>) {
    const { actor, params, body, resource_id } = call;
    return { data: { resource: await this.resources.update(actor, params.id, body, resource_id, call) } };
  }

  @Handles(deleteResource)
  async delete({ actor, params }: Call<typeof deleteResource>) {
    await this.resources.delete(actor, params.id);
    return { message: 'Resource deleted' };
  }

  @Handles(downloadResource)
  async download(call: Call<typeof downloadResource>) {
    return { data: await this.downloads.download(call.actor, call.params.id, call) };
  }
}
