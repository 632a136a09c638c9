import { Controller } from '@nestjs/common';
import {
  answerReview,
  listReportedReviews,
  markReviewHelpful,
  moderateReview,
  reportReview,
  unmarkReviewHelpful,
  withdrawAnswer,
} from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ReviewModerationService } from './review-moderation.service';
import { ReviewResponseService } from './review-response.service';

@Controller()
export class ReviewResponseHandler {
  constructor(
    private readonly responses: ReviewResponseService,
    private readonly moderation: ReviewModerationService,
  ) {}

  @Handles(answerReview)
  async answer({ actor, params, body }: Call<typeof answerReview>) {
    return { data: { review: await this.responses.answer(actor, params, body.text) } };
  }

  @Handles(withdrawAnswer)
  async withdrawAnswer({ actor, params }: Call<typeof withdrawAnswer>) {
    return { data: { review: await this.responses.withdrawAnswer(actor, params) } };
  }

  @Handles(markReviewHelpful)
  async markHelpful({ actor, params }: Call<typeof markReviewHelpful>) {
    return { data: { review: await this.responses.markHelpful(actor, params) } };
  }

  @Handles(unmarkReviewHelpful)
  async unmarkHelpful({ actor, params }: Call<typeof unmarkReviewHelpful>) {
    return { data: { review: await this.responses.unmarkHelpful(actor, params) } };
  }

  @Handles(reportReview)
  async report({ actor, params, body }: Call<typeof reportReview>) {
    await this.responses.report(actor, params, body);
    return { message: 'Review reported' };
  }

  @Handles(listReportedReviews)
  async listReported({ query }: Call<typeof listReportedReviews>) {
    return { data: await this.moderation.list(query) };
  }

  @Handles(moderateReview)
  async moderate({ actor, params, body }: Call<typeof moderateReview>) {
    return { data: { review: await this.moderation.moderate(actor, params.id, body) } };
  }
}
