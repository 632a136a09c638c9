import { Controller } from '@nestjs/common';
import { getCourseOffer, listLessonTexts, listSubscriptionCourses } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { LessonTextService } from '../lesson/lesson-text.service';
import { CourseOfferService } from './course-offer.service';

/** What other services ask about courses. */
@Controller()
export class CourseOfferHandler {
  constructor(
    private readonly offers: CourseOfferService,
    private readonly texts: LessonTextService,
  ) {}

  @Handles(getCourseOffer)
  async getOffer({ body }: Call<typeof getCourseOffer>) {
    return { data: await this.offers.get(body.course_id) };
  }

  @Handles(listSubscriptionCourses)
  async listSubscriptionCourses({ body }: Call<typeof listSubscriptionCourses>) {
    return { data: { course_ids: await this.offers.listSubscriptionCourses(body.domains) } };
  }

  @Handles(listLessonTexts)
  async listLessonTexts({ body }: Call<typeof listLessonTexts>) {
    return { data: await this.texts.list(body.course_id) };
  }
}
