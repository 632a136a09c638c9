import { Controller } from '@nestjs/common';
import { getQuestionStatistics } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { QuestionStatisticsService } from './question-statistics.service';

@Controller()
export class QuestionStatisticsHandler {
  constructor(private readonly statistics: QuestionStatisticsService) {}

  @Handles(getQuestionStatistics)
  async get(call: Call<typeof getQuestionStatistics>) {
    return { data: { questions: await this.statistics.get(call.actor, call.params, call) } };
  }
}
