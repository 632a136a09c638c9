import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { ReportInput, ReviewParams, ReviewReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { ReviewAccessService } from './review-access.service';
import { ReviewAuthorService } from './review-author.service';
import { ReviewFeedbackRepository } from './review-feedback.repository';
import { toReviewReply } from './review.reply';
import { ReviewRepository } from './review.repository';
import type { Review } from './review.schema';

/** What others say to a review: the instructor's answer, helpful votes, reports. */
@Injectable()
export class ReviewResponseService {
  constructor(
    private readonly access: ReviewAccessService,
    private readonly reviews: ReviewRepository,
    private readonly feedback: ReviewFeedbackRepository,
    private readonly authors: ReviewAuthorService,
  ) {}

  /** Sets the one answer of a review. @throws CatalogueError REVIEW_NOT_FOUND, COURSE_NOT_OWNER, REVIEW_EDIT_CONFLICT */
  async answer(actor: Actor, params: ReviewParams, text: string): Promise<ReviewReply> {
    await this.access.assertMayAnswer(actor, params);
    const answered = await this.reviews.change(params.review_id, (review) => {
      this.access.assertShown(params, review);
      const updated_at = new Date();
      const created_at = review.reply?.created_at ?? updated_at;
      return { reply: { text, author_id: toObjectId(actor.user_id), created_at, updated_at } };
    });
    return this.reply(answered);
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND, COURSE_NOT_OWNER, REVIEW_EDIT_CONFLICT */
  async withdrawAnswer(actor: Actor, params: ReviewParams): Promise<ReviewReply> {
    await this.access.assertMayAnswer(actor, params);
    const withdrawn = await this.reviews.change(params.review_id, (review) => {
      this.access.assertShown(params, review);
      return { reply: null };
    });
    return this.reply(withdrawn);
  }

  /** Counts a user's vote once. @throws CatalogueError REVIEW_NOT_FOUND, OWN_REVIEW_VOTE */
  async markHelpful(actor: Actor, params: ReviewParams): Promise<ReviewReply> {
    const review = await this.getOthers(actor, params, 'OWN_REVIEW_VOTE');
    const voted = await this.feedback.vote(review, actor.user_id);
    return this.reply(voted ?? (await this.reviews.get(params.review_id)));
  }

  /** Takes the vote back, if there is one. @throws CatalogueError REVIEW_NOT_FOUND, OWN_REVIEW_VOTE */
  async unmarkHelpful(actor: Actor, params: ReviewParams): Promise<ReviewReply> {
    const review = await this.getOthers(actor, params, 'OWN_REVIEW_VOTE');
    const unvoted = await this.feedback.unvote(review, actor.user_id);
    return this.reply(unvoted ?? (await this.reviews.get(params.review_id)));
  }

  /** @throws CatalogueError REVIEW_NOT_FOUND, OWN_REVIEW_REPORT, REVIEW_ALREADY_REPORTED */
  async report(actor: Actor, params: ReviewParams, report: ReportInput): Promise<void> {
    const review = await this.getOthers(actor, params, 'OWN_REVIEW_REPORT');
    if (await this.feedback.report(review, actor.user_id, report)) return;
    this.access.assertShown(params, await this.reviews.get(params.review_id));
    throw new CatalogueError('REVIEW_ALREADY_REPORTED');
  }

  private async getOthers(
    actor: Actor,
    params: ReviewParams,
    ownError: 'OWN_REVIEW_VOTE' | 'OWN_REVIEW_REPORT',
  ): Promise<Review> {
    const review = await this.reviews.get(params.review_id);
    this.access.assertShown(params, review);
    if (review.user_id.equals(actor.user_id)) throw new CatalogueError(ownError);
    return review;
  }

  private async reply(review: Review): Promise<ReviewReply> {
    return toReviewReply(review, await this.authors.namesOf([review]));
  }
}
