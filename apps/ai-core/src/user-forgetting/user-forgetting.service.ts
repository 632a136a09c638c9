import { Injectable } from '@nestjs/common';
import { userChanged, type UserSummary } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { ConversationRepository } from '../chat/conversation.repository';
import { LearnerLogRepository } from '../learner-log/learner-log.repository';
import { FirstAttemptRepository } from '../question-statistics/first-attempt.repository';
import { RecommendationExposureRepository } from '../recommendation-exposure/recommendation-exposure.repository';
import { TokenBudgetRepository } from '../token-budget/token-budget.repository';

/** Takes out what is held of a user once their account is deleted. */
@Injectable()
export class UserForgettingService {
  constructor(
    private readonly log: LearnerLogRepository,
    private readonly conversations: ConversationRepository,
    private readonly exposures: RecommendationExposureRepository,
    private readonly attempts: FirstAttemptRepository,
    private readonly budgets: TokenBudgetRepository,
  ) {}

  @OnEvent(userChanged)
  async onUserChanged({ payload: { user_id, status } }: EventEnvelope<UserSummary>): Promise<void> {
    if (status !== 'deleted') return;
    const holders = [this.log, this.conversations, this.exposures, this.attempts, this.budgets];
    await Promise.all(holders.map((holder) => holder.forgetUser(user_id)));
  }
}
