import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { OwnReview, ReviewInput, ReviewParams } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { CallContext } from '@har/routing';
import { ReviewAccessService } from './review-access.service';
import { ReviewAuthorService } from './review-author.service';
import { toOwnReview } from './review.reply';
import { ERASED, ReviewRepository, type NewReview } from './review.repository';
import type { Review } from './review.schema';
import { ReviewVerificationService } from './review-verification.service';

/** Reviews as their authors write them. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly access: ReviewAccessService,
    private readonly reviews: ReviewRepository,
    private readonly authors: ReviewAuthorService,
    private readonly verification: ReviewVerificationService,
  ) {}

  /**
   * Reviews a course, for the first time or after a review was deleted.
   *
   * @param request 24 hexadecimal digits: the id of a new review; the same again finds what it did before
   * @throws CatalogueError COURSE_NOT_FOUND, REVIEW_OF_OWN_COURSE, NOT_ENROLLED, COURSE_ACCESS_ENDED, REVIEW_NEEDS_LESSON,
   * REVIEW_EXISTS
   */
  async create(
    actor: Actor,
    course_id: string,
    input: ReviewInput,
    request: string,
    context: CallContext,
  ): Promise<OwnReview> {
    await this.access.assertMayReview(actor, course_id);
    await this.authors.introduce(actor, context);
    const written = await this.write({ ...input, user_id: actor.user_id, course_id, request });
    // Whatever changed since the author was let in, changed before this look or tells of itself after it.
    return this.reply(await this.verification.verify(written));
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND */
  async getOwn(actor: Actor, courseId: string): Promise<OwnReview> {
    const review = await this.reviews.findOf(actor.user_id, courseId);
    if (!review || review.status === 'deleted') throw new CatalogueError('REVIEW_NOT_FOUND');
    return this.reply(review);
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND, REVIEW_NOT_OWN, REVIEW_EDIT_CONFLICT */
  async update(actor: Actor, params: ReviewParams, changes: Partial<ReviewInput>): Promise<OwnReview> {
    const changed = await this.reviews.change(params.review_id, (review) => {
      this.access.assertOwn(actor, params, review);
      return { ...changes, edited_at: new Date() };
    });
    return this.reply(changed);
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND, REVIEW_NOT_OWN, REVIEW_EDIT_CONFLICT */
  async delete(actor: Actor, params: ReviewParams): Promise<void> {
    await this.reviews.change(params.review_id, (review) => {
      this.access.assertOwn(actor, params, review);
      return ERASED;
    });
  }

  private async write(review: NewReview): Promise<Review> {
    const known = await this.reviews.findOf(review.user_id, review.course_id);
    const written = known
      ? known.status === 'deleted' && (await this.reviews.rewrite(known, review))
      : await this.reviews.create(review);
    if (written) return written;
    // There is one: by this request itself before a crash, or by another.
    const now = await this.reviews.findOf(review.user_id, review.course_id);
    if (now?.written_by !== review.request || now.status === 'deleted')
      throw new CatalogueError('REVIEW_EXISTS');
    return now;
  }

  private async reply(review: Review): Promise<OwnReview> {
    return toOwnReview(review, await this.authors.namesOf([review]));
  }
}
