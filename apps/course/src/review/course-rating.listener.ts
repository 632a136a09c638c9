import { Injectable } from '@nestjs/common';
import { courseRated, type CourseRated } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { CourseRatingRepository } from './course-rating.repository';

/** Keeps the ratings of courses by the service's own events. */
@Injectable()
export class CourseRatingListener {
  constructor(private readonly ratings: CourseRatingRepository) {}

  @OnEvent(courseRated)
  async onCourseRated({ id, at, payload }: EventEnvelope<CourseRated>): Promise<void> {
    const { course_id, rating: to, previous_rating: from } = payload;
    await this.ratings.apply(course_id, { event_id: id, from, to, at: new Date(at) });
  }
}
