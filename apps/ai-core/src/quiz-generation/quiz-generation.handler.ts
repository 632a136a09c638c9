import { Controller } from '@nestjs/common';
import { generateQuizFromContent } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { QuizGenerationService } from './quiz-generation.service';

@Controller()
export class QuizGenerationHandler {
  constructor(private readonly quizzes: QuizGenerationService) {}

  @Handles(generateQuizFromContent)
  async generate({ actor, body }: Call<typeof generateQuizFromContent>) {
    return { data: { quiz: await this.quizzes.generate(actor, body) } };
  }
}
