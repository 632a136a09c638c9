import { Controller } from '@nestjs/common';
import { getCourseProgress, getCourseProgressOf, recordProgress } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ProgressService } from './progress.service';

@Controller()
export class ProgressHandler {
  constructor(private readonly progress: ProgressService) {}

  @Handles(recordProgress)
  async record({ actor, params, body }: Call<typeof recordProgress>) {
    return { data: await this.progress.record(actor, params, body) };
  }

  @Handles(getCourseProgress)
  async get({ actor, params }: Call<typeof getCourseProgress>) {
    return { data: await this.progress.get(actor, params.id) };
  }

  @Handles(getCourseProgressOf)
  async getOf({ body }: Call<typeof getCourseProgressOf>) {
    return { data: await this.progress.getOf(body.user_id, body.course_id) };
  }
}
