import { Controller } from '@nestjs/common';
import { dropCourse, enrollInCourse, listEnrollments } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { EnrollmentService } from './enrollment.service';

@Controller()
export class EnrollmentHandler {
  constructor(private readonly enrollments: EnrollmentService) {}

  @Handles(enrollInCourse)
  async enroll(call: Call<typeof enrollInCourse>) {
    return {
      data: { enrollment: await this.enrollments.enroll(call.actor, call.params.id, call.resource_id, call) },
    };
  }

  @Handles(dropCourse)
  async drop({ actor, params }: Call<typeof dropCourse>) {
    return { data: { enrollment: await this.enrollments.drop(actor, params.id) } };
  }

  @Handles(listEnrollments)
  async list({ actor, query }: Call<typeof listEnrollments>) {
    return { data: await this.enrollments.list(actor, query) };
  }
}
