import { Injectable } from '@nestjs/common';
import type { QuizGeneration } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { generateQuiz } from './quiz-generator';
import type { GeneratedQuiz } from './quiz-question';

/** What a quiz is made from; wrong options may come from the course's other lessons. */
export interface QuizMaterial extends QuizGeneration {
  related?: readonly string[];
}

@Injectable()
export class QuizGenerationService {
  /**
   * Questions from the content of a lesson; the same for the same content (001 §SERVICE 4).
   *
   * @throws CatalogueError CONTENT_CARRIES_NO_QUESTION
   */
  generate({ lesson_content, num_questions, language, related }: QuizMaterial): GeneratedQuiz {
    const quiz = generateQuiz({ content: lesson_content, num_questions, language, related });
    if (quiz.questions.length === 0) throw new CatalogueError('CONTENT_CARRIES_NO_QUESTION');
    return quiz;
  }
}
