import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { ModeratedReview, ModerationDecision, ModerationInput, ModerationQuery } from '@har/contracts';
import { toObjectId } from '@har/mongo';
import { paginate, type Pagination } from '@har/routing';
import { ReviewAuthorService } from './review-author.service';
import { ReviewListRepository } from './review-list.repository';
import { toModeratedReview } from './review.reply';
import { ReviewRepository } from './review.repository';
import type { ReviewStatus } from './review.schema';

/** Where each decision leads; `keep` leaves a review as it is. */
const LEADS_TO: Partial<Record<ModerationDecision, ReviewStatus>> = { hide: 'hidden', restore: 'visible' };

/** Reviews as administrators judge them. */
@Injectable()
export class ReviewModerationService {
  private readonly logger = new Logger(ReviewModerationService.name);

  constructor(
    private readonly reviews: ReviewRepository,
    private readonly lists: ReviewListRepository,
    private readonly authors: ReviewAuthorService,
  ) {}

  async list(query: ModerationQuery): Promise<{ reviews: ModeratedReview[]; pagination: Pagination }> {
    const { reviews, total } = await this.lists.listModerated(query);
    const names = await this.authors.namesOf(reviews);
    return {
      reviews: reviews.map((review) => toModeratedReview(review, names)),
      pagination: paginate(query, total),
    };
  }

  /** Decides, and settles the reports that were seen. @throws CatalogueError REVIEW_NOT_FOUND, REVIEW_EDIT_CONFLICT */
  async moderate(actor: Actor, id: string, { decision, reason }: ModerationInput): Promise<ModeratedReview> {
    const decided = await this.reviews.change(id, (review) => {
      // A hidden review that is merely kept must go on being hidden after it is deleted and written anew.
      const remembered = decision === 'keep' && review.status === 'hidden' ? 'hide' : decision;
      return {
        status: LEADS_TO[decision] ?? review.status,
        open_reports: 0,
        moderation: { decision: remembered, reason, by: toObjectId(actor.user_id), at: new Date() },
      };
    });
    this.logger.log({ message: 'review moderated', review_id: id, by: actor.user_id, decision });
    return toModeratedReview(decided, await this.authors.namesOf([decided]));
  }
}
