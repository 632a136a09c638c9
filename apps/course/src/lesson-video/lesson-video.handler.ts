import { Controller } from '@nestjs/common';
import { getSecureVideoUrl, setLessonVideo } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { LessonVideoService } from './lesson-video.service';

@Controller()
export class LessonVideoHandler {
  constructor(private readonly videos: LessonVideoService) {}

  @Handles(setLessonVideo)
  async set(call: Call<typeof setLessonVideo>) {
    const { actor, params, body, resource_id } = call;
    return { data: { lesson: await this.videos.set(actor, params.lesson_id, body, resource_id, call) } };
  }

  @Handles(getSecureVideoUrl)
  async secureUrl(call: Call<typeof getSecureVideoUrl>) {
    return { data: await this.videos.secureUrl(call.actor, call.params.lesson_id, call) };
  }
}
