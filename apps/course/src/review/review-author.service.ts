import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { getUserSummary } from '@har/contracts';
import { ServiceCaller, type CallContext } from '@har/routing';
import { InstructorNameRepository } from '../instructor/instructor-name.repository';
import { fullName, reviewNameOf } from '../instructor/instructor-name.service';
import type { NameBook } from './review.reply';
import type { Review } from './review.schema';

/** What the authors of reviews are called. */
@Injectable()
export class ReviewAuthorService {
  constructor(
    private readonly names: InstructorNameRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /** The names of the authors that are known. */
  async namesOf(reviews: readonly Pick<Review, 'user_id'>[]): Promise<NameBook> {
    if (reviews.length === 0) return new Map();
    const ids = new Set(reviews.map(({ user_id }) => String(user_id)));
    return new Map((await this.names.findMany([...ids])).map((name) => [name._id, name]));
  }

  /**
   * Sees to it that the caller has a name here: usually events have told it.
   *
   * @throws CatalogueError SERVICE_UNAVAILABLE when auth must be asked and does not answer
   */
  async introduce({ user_id }: Actor, context: CallContext): Promise<void> {
    if (await this.names.find(user_id)) return;
    const user = await this.caller.call(getUserSummary, { body: { user_id } }, context);
    // Any version that events tell is newer.
    await this.names.keep({
      _id: user_id,
      name: fullName(user),
      review_name: reviewNameOf(user),
      version: 0,
    });
  }
}
