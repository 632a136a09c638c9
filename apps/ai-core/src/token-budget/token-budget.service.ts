import { Inject, Injectable } from '@nestjs/common';
import { AI_CORE_ENV, type AiCoreEnv } from '../ai-core-env';
import { LanguageModelError, type ModelAnswer } from '../language-model/language-model';
import { TokenBudgetRepository } from './token-budget.repository';

/** Characters of a token at the least: what is reserved is never less than what is used. */
const CHARACTERS_PER_TOKEN = 2;

/** The most tokens that a text of so many characters may be. */
export function mostTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

/** What models use in a user's name, within that user's day. */
@Injectable()
export class TokenBudgetService {
  constructor(
    @Inject(AI_CORE_ENV) private readonly env: Pick<AiCoreEnv, 'LLM_DAILY_TOKENS'>,
    private readonly budgets: TokenBudgetRepository,
  ) {}

  /**
   * Asks a model: tokens are reserved before, and settled after.
   *
   * @param most tokens that it may use
   * @param ask gives its value with the tokens that were used
   * @throws LanguageModelError `budget` when the day has not as many left, or what `ask` throws
   */
  async spend<T>(userId: string, most: number, ask: () => Promise<ModelAnswer<T>>): Promise<T> {
    const reservation = await this.budgets.reserve(userId, most, this.env.LLM_DAILY_TOKENS);
    if (!reservation) throw new LanguageModelError('budget');
    let used = most;
    try {
      const { value, tokens } = await ask();
      used = tokens;
      return value;
    } catch (error) {
      // A server that never took the question counted nothing; of one that broke off nobody knows.
      if (error instanceof LanguageModelError && error.failure === 'refused') used = 0;
      throw error;
    } finally {
      await this.budgets.settle(reservation, used);
    }
  }
}
