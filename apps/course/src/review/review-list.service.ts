import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { RatingSummary, ReviewQuery, ReviewReply } from '@har/contracts';
import { paginate, type Pagination } from '@har/routing';
import { assertVisible } from '../course/course-access';
import { toDistribution } from '../course/course.reply';
import { CourseRepository } from '../course/course.repository';
import type { Course } from '../course/course.schema';
import { ReviewAuthorService } from './review-author.service';
import { ReviewListRepository } from './review-list.repository';
import { toReviewReply } from './review.reply';

/** How many reviews the page of a course shows. */
const FEW = 3;

/** The reviews of a course, as everybody reads them. */
@Injectable()
export class ReviewListService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly reviews: ReviewListRepository,
    private readonly authors: ReviewAuthorService,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND, also for drafts and archived courses of others */
  async list(
    actor: Actor | undefined,
    courseId: string,
    query: ReviewQuery,
  ): Promise<{ reviews: ReviewReply[]; summary: RatingSummary; pagination: Pagination }> {
    const [course, reviews] = await Promise.all([this.courses.find(courseId), this.page(courseId, query)]);
    const summary = toSummary(assertVisible(actor, course));
    const { distribution, reviews_count } = summary;
    const total = query.rating
      ? distribution[String(query.rating) as keyof typeof distribution]
      : reviews_count;
    return { reviews, summary, pagination: paginate(query, total) };
  }

  /** The most helpful ones, for the page of the course. */
  async listFew(courseId: string): Promise<ReviewReply[]> {
    return this.page(courseId, { sort: 'helpful', page: 1, limit: FEW });
  }

  private async page(courseId: string, query: ReviewQuery): Promise<ReviewReply[]> {
    const reviews = await this.reviews.listShown(courseId, query);
    const names = await this.authors.namesOf(reviews);
    return reviews.map((review) => toReviewReply(review, names));
  }
}

function toSummary({ average_rating, reviews_count, rating_counts }: Course): RatingSummary {
  return { average_rating, reviews_count, distribution: toDistribution(rating_counts) };
}
