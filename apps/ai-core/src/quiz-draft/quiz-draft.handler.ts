import { Controller } from '@nestjs/common';
import {
  approveQuizDraft,
  createQuizDraft,
  getQuizDraft,
  listQuizDrafts,
  rejectQuizDraft,
  updateQuizDraft,
} from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { QuizApprovalService } from './quiz-approval.service';
import { QuizDraftService } from './quiz-draft.service';

@Controller()
export class QuizDraftHandler {
  constructor(
    private readonly drafts: QuizDraftService,
    private readonly approvals: QuizApprovalService,
  ) {}

  @Handles(createQuizDraft)
  async create(call: Call<typeof createQuizDraft>) {
    return { data: { draft: await this.drafts.create(call.actor, call.body, call.resource_id, call) } };
  }

  @Handles(listQuizDrafts)
  async list(call: Call<typeof listQuizDrafts>) {
    return { data: await this.drafts.list(call.actor, call.query, call) };
  }

  @Handles(getQuizDraft)
  async get(call: Call<typeof getQuizDraft>) {
    return { data: { draft: await this.drafts.get(call.actor, call.params.id, call) } };
  }

  @Handles(updateQuizDraft)
  async update(call: Call<typeof updateQuizDraft>) {
    return { data: { draft: await this.drafts.update(call.actor, call.params.id, call.body, call) } };
  }

  @Handles(approveQuizDraft)
  async approve(call: Call<typeof approveQuizDraft>) {
    return { data: { draft: await this.approvals.approve(call.actor, call.params.id, call.body, call) } };
  }

  @Handles(rejectQuizDraft)
  async reject(call: Call<typeof rejectQuizDraft>) {
    return { data: { draft: await this.drafts.reject(call.actor, call.params.id, call) } };
  }
}
