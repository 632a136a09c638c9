import { Controller } from '@nestjs/common';
import { becomeInstructor } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { InstructorProfileService } from './instructor-profile.service';

@Controller()
export class InstructorProfileHandler {
  constructor(private readonly instructors: InstructorProfileService) {}

  @Handles(becomeInstructor)
  async create({ actor, body }: Call<typeof becomeInstructor>) {
    return { data: await this.instructors.create(actor, body) };
  }
}
