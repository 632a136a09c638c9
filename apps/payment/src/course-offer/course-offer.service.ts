import { Injectable } from '@nestjs/common';
import { getCourseOffer, type CourseOffer } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type CallContext } from '@har/routing';

/** What courses cost now, as the course service says. */
@Injectable()
export class CourseOfferService {
  constructor(private readonly caller: ServiceCaller) {}

  /** @throws CatalogueError PURCHASE_COURSE_NOT_FOUND */
  async get(course_id: string, context: CallContext): Promise<CourseOffer> {
    try {
      return await this.caller.call(getCourseOffer, { body: { course_id } }, context);
    } catch (error) {
      const missing = error instanceof CatalogueError && error.code === 'COURSE_NOT_FOUND';
      throw missing ? new CatalogueError('PURCHASE_COURSE_NOT_FOUND') : error;
    }
  }
}
