import { Inject, Injectable, Logger } from '@nestjs/common';
import { mostTokens, TokenBudgetService } from '../token-budget/token-budget.service';
import { CircuitBreaker } from './circuit-breaker';
import { LANGUAGE_MODEL, LanguageModelError, type LanguageModel, type ModelQuestion } from './language-model';

/** The language model as features use it: within a user's day, and not while it keeps failing. */
@Injectable()
export class LanguageModelService {
  private readonly logger = new Logger(LanguageModelService.name);
  private readonly breaker = new CircuitBreaker();

  constructor(
    @Inject(LANGUAGE_MODEL) private readonly model: LanguageModel | undefined,
    private readonly budgets: TokenBudgetService,
  ) {}

  get isConfigured(): boolean {
    return this.model !== undefined;
  }

  /**
   * Asks in a user's name.
   *
   * @param accept what the answer must be beyond its schema; throws LanguageModelError, gives what is used
   * @returns null when nothing usable came: the caller goes on without
   */
  async tryAsk<T, R>(userId: string, question: ModelQuestion<T>, accept: (value: T) => R): Promise<R | null> {
    try {
      return await this.ask(userId, question, accept);
    } catch (error) {
      if (!(error instanceof LanguageModelError)) throw error;
      if (error.isServersFault) this.breaker.failed();
      this.logger.warn(`${question.name} goes on without ${error.message}`);
      return null;
    }
  }

  private async ask<T, R>(userId: string, question: ModelQuestion<T>, accept: (value: T) => R): Promise<R> {
    const { model } = this;
    if (!model || !this.breaker.allows()) throw new LanguageModelError('resting');
    const characters = question.instructions.length + question.content.length;
    const most = mostTokens(characters) + question.max_tokens;
    const accepted = accept(await this.budgets.spend(userId, most, () => model.ask(question)));
    this.breaker.succeeded();
    return accepted;
  }
}
