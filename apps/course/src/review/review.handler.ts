import { Controller } from '@nestjs/common';
import { createReview, deleteReview, getOwnReview, listReviews, updateReview } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ReviewListService } from './review-list.service';
import { ReviewService } from './review.service';

@Controller()
export class ReviewHandler {
  constructor(
    private readonly reviews: ReviewService,
    private readonly lists: ReviewListService,
  ) {}

  @Handles(createReview)
  async create(call: Call<typeof createReview>) {
    const { actor, params, body, resource_id } = call;
    return { data: { review: await this.reviews.create(actor, params.id, body, resource_id, call) } };
  }

  @Handles(listReviews)
  async list({ actor, params, query }: Call<typeof listReviews>) {
    return { data: await this.lists.list(actor, params.id, query) };
  }

  @Handles(getOwnReview)
  async getOwn({ actor, params }: Call<typeof getOwnReview>) {
    return { data: { review: await this.reviews.getOwn(actor, params.id) } };
  }

  @Handles(updateReview)
  async update({ actor, params, body }: Call<typeof updateReview>) {
    return { data: { review: await this.reviews.update(actor, params, body) } };
  }

  @Handles(deleteReview)
  async delete({ actor, params }: Call<typeof deleteReview>) {
    await this.reviews.delete(actor, params);
    return { message: 'Review deleted' };
  }
}
