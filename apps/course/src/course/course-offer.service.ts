import { Injectable } from '@nestjs/common';
import type { CourseOffer, Domain } from '@har/contracts';
import { CatalogueRepository } from '../catalogue/catalogue.repository';
import { CourseRepository } from './course.repository';
import { toPrice } from './price';

/** What a course costs, and what a plan opens. */
@Injectable()
export class CourseOfferService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly catalogue: CatalogueRepository,
  ) {}

  /** Of any status. @throws CatalogueError COURSE_NOT_FOUND */
  async get(courseId: string): Promise<CourseOffer> {
    const course = await this.courses.get(courseId);
    return {
      course_id: courseId,
      title: course.title,
      status: course.status,
      instructor_id: String(course.instructor_id),
      price: toPrice(course.price),
      domain: course.domain,
      language: course.language,
    };
  }

  /** The published courses of `pricing_model: subscription`, of some domains or of all. */
  async listSubscriptionCourses(domains?: readonly Domain[]): Promise<string[]> {
    return this.catalogue.listSubscriptionCourses(domains);
  }
}
