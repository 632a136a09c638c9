import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { GeneratedQuizReply, QuizGeneration } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { LanguageModelService } from '../language-model/language-model.service';
import { guardQuestions, missingQuestions } from './model-questions';
import { generateQuiz } from './quiz-generator';

/** What a quiz is made from; wrong options may come from the course's other lessons. */
export interface QuizMaterial extends QuizGeneration {
  related?: readonly string[];
}

@Injectable()
export class QuizGenerationService {
  constructor(private readonly model: LanguageModelService) {}

  /**
   * Questions from the content of a lesson; the same for the same content (001 §SERVICE 4). Where a language model is
   * configured it is asked for those that are missing.
   *
   * @throws CatalogueError CONTENT_CARRIES_NO_QUESTION
   */
  async generate(actor: Actor, material: QuizMaterial): Promise<GeneratedQuizReply['quiz']> {
    const { lesson_content, num_questions, language: wanted, related } = material;
    const made = generateQuiz({ content: lesson_content, num_questions, language: wanted, related });
    const { language, questions, text } = made;
    const missing = num_questions - questions.length;
    const asks = this.model.isConfigured && missing > 0 && text !== '';
    const more = asks
      ? await this.model.tryAsk(
          actor.user_id,
          missingQuestions(text, missing, language, questions),
          (value) => guardQuestions(value, text, language, questions),
        )
      : [];
    const all = [...questions, ...(more ?? [])];
    if (all.length === 0) throw new CatalogueError('CONTENT_CARRIES_NO_QUESTION');
    return {
      language,
      questions: all,
      partial: all.length < num_questions,
      provider: more && more.length > 0 ? 'llm' : 'embedded',
      warnings: more ? [] : ['llm_fallback'],
    };
  }
}
