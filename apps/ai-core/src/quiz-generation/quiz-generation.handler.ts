import { Controller } from '@nestjs/common';
import { generateQuizFromContent } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { QuizGenerationService } from './quiz-generation.service';

@Controller()
export class QuizGenerationHandler {
  constructor(private readonly quizzes: QuizGenerationService) {}

  @Handles(generateQuizFromContent)
  generate({ body }: Call<typeof generateQuizFromContent>) {
    return { data: { quiz: this.quizzes.generate(body) } };
  }
}
