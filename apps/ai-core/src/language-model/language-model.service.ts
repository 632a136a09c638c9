import { Inject, Injectable, Logger } from '@nestjs/common';
import { AI_CORE_ENV, type AiCoreEnv } from '../ai-core-env';
import { TokenBudgetRepository } from '../token-budget/token-budget.repository';
import { CircuitBreaker } from './circuit-breaker';
import { LANGUAGE_MODEL, LanguageModelError, type LanguageModel, type ModelQuestion } from './language-model';

/** Characters of a token at the least: what is reserved is never less than what is used. */
const CHARACTERS_PER_TOKEN = 2;
/** Failures that say nothing about the server. */
const NOT_ITS_FAULT = ['budget', 'resting'];

/** The language model as features use it: within a user's day, and not while it keeps failing. */
@Injectable()
export class LanguageModelService {
  private readonly logger = new Logger(LanguageModelService.name);
  private readonly breaker = new CircuitBreaker();

  constructor(
    @Inject(LANGUAGE_MODEL) private readonly model: LanguageModel | undefined,
    @Inject(AI_CORE_ENV) private readonly env: Pick<AiCoreEnv, 'LLM_DAILY_TOKENS'>,
    private readonly budgets: TokenBudgetRepository,
  ) {}

  get isConfigured(): boolean {
    return this.model !== undefined;
  }

  /**
   * Asks in a user's name. Tokens are reserved before, and settled after.
   *
   * @param accept what the answer must be beyond its schema; throws LanguageModelError, gives what is used
   * @returns null when nothing usable came: the caller goes on without
   */
  async tryAsk<T, R>(userId: string, question: ModelQuestion<T>, accept: (value: T) => R): Promise<R | null> {
    try {
      return await this.ask(userId, question, accept);
    } catch (error) {
      if (!(error instanceof LanguageModelError)) throw error;
      if (!NOT_ITS_FAULT.includes(error.failure)) this.breaker.failed();
      this.logger.warn(`${question.name} goes on without ${error.message}`);
      return null;
    }
  }

  private async ask<T, R>(userId: string, question: ModelQuestion<T>, accept: (value: T) => R): Promise<R> {
    if (!this.model || !this.breaker.allows()) throw new LanguageModelError('resting');
    const characters = question.instructions.length + question.content.length;
    const most = Math.ceil(characters / CHARACTERS_PER_TOKEN) + question.max_tokens;
    const reservation = await this.budgets.reserve(userId, most, this.env.LLM_DAILY_TOKENS);
    if (!reservation) throw new LanguageModelError('budget');
    let used = most;
    try {
      const { value, tokens } = await this.model.ask(question);
      used = tokens;
      const accepted = accept(value);
      this.breaker.succeeded();
      return accepted;
    } catch (error) {
      // A server that never took the question counted nothing; of one that broke off nobody knows.
      if (error instanceof LanguageModelError && error.failure === 'refused') used = 0;
      throw error;
    } finally {
      await this.budgets.settle(reservation, used);
    }
  }
}
