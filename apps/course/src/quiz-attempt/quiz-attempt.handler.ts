import { Controller } from '@nestjs/common';
import { listQuizAttempts, submitQuizAttempt } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { QuizAttemptService } from './quiz-attempt.service';

@Controller()
export class QuizAttemptHandler {
  constructor(private readonly attempts: QuizAttemptService) {}

  @Handles(submitQuizAttempt)
  async submit({ actor, params, body, resource_id }: Call<typeof submitQuizAttempt>) {
    return { data: await this.attempts.submit(actor, params, body.answers, resource_id) };
  }

  @Handles(listQuizAttempts)
  async list({ actor, params, query }: Call<typeof listQuizAttempts>) {
    return { data: await this.attempts.list(actor, params, query) };
  }
}
