import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { getCourseOffer, type CourseOffer } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type CallContext } from '@har/routing';

/** Who may prepare what the AI core keeps for a course: its instructor, and administrators. */
@Injectable()
export class CourseOwnerService {
  constructor(private readonly caller: ServiceCaller) {}

  /** @throws CatalogueError COURSE_NOT_FOUND or COURSE_NOT_OWNER */
  async assertOwner(actor: Actor, courseId: string, context: CallContext): Promise<CourseOffer> {
    const offer = await this.caller.call(getCourseOffer, { body: { course_id: courseId } }, context);
    const owns = actor.role === 'admin' || offer.instructor_id === actor.user_id;
    if (!owns) throw new CatalogueError('COURSE_NOT_OWNER');
    return offer;
  }
}
