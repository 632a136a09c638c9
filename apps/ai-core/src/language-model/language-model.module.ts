import { Module } from '@nestjs/common';
import { AI_CORE_ENV, type AiCoreEnv } from '../ai-core-env';
import { TokenBudgetModule } from '../token-budget/token-budget.module';
import { LANGUAGE_MODEL, type LanguageModel } from './language-model';
import { LanguageModelService } from './language-model.service';
import { OpenAiLanguageModel } from './openai-language-model';

function languageModelOf({ LLM_BASE_URL, LLM_API_KEY, LLM_MODEL }: AiCoreEnv): LanguageModel | undefined {
  if (!LLM_BASE_URL || !LLM_API_KEY || !LLM_MODEL) return undefined;
  return new OpenAiLanguageModel({ base_url: LLM_BASE_URL, api_key: LLM_API_KEY, model: LLM_MODEL });
}

@Module({
  imports: [TokenBudgetModule],
  providers: [
    LanguageModelService,
    { provide: LANGUAGE_MODEL, inject: [AI_CORE_ENV], useFactory: languageModelOf },
  ],
  exports: [LanguageModelService],
})
export class LanguageModelModule {}
