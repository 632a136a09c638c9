import { Injectable } from '@nestjs/common';
import {
  answerGiven,
  answerPinned,
  commentRemoved,
  participantsMentioned,
  questionAsked,
  userChanged,
  type AnswerGiven,
  type AnswerPinned,
  type CommentFact,
  type CommentRemoved,
  type NotificationKind,
  type ParticipantsMentioned,
  type QuestionAsked,
  type UserSummary,
} from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { MailRoundRepository } from './mail-round.repository';
import { toNews } from './notification.reply';
import { NotificationRepository } from './notification.repository';
import { NotificationDeliveryService } from './notification-delivery.service';
import { NotificationPreferenceRepository } from './notification-preference.repository';

/** Who is told of what happens under lessons. */
@Injectable()
export class NotificationListener {
  constructor(
    private readonly delivery: NotificationDeliveryService,
    private readonly notifications: NotificationRepository,
    private readonly preferences: NotificationPreferenceRepository,
    private readonly rounds: MailRoundRepository,
  ) {}

  @OnEvent(questionAsked)
  async onQuestionAsked(event: EventEnvelope<QuestionAsked>): Promise<void> {
    await this.tell(event, 'question_asked', [event.payload.instructor_id]);
  }

  @OnEvent(answerGiven)
  async onAnswerGiven(event: EventEnvelope<AnswerGiven>): Promise<void> {
    await this.tell(event, 'answer_given', [event.payload.asker_id]);
  }

  @OnEvent(participantsMentioned)
  async onMentioned(event: EventEnvelope<ParticipantsMentioned>): Promise<void> {
    await this.tell(event, 'mention', event.payload.mentioned_ids);
  }

  @OnEvent(answerPinned)
  async onAnswerPinned(event: EventEnvelope<AnswerPinned>): Promise<void> {
    const { asker_id, author_id, pinned_by, pinned_by_name } = event.payload;
    const payload = { ...event.payload, author_id: pinned_by, author_name: pinned_by_name };
    await this.tell({ ...event, payload }, 'answer_pinned', [asker_id, author_id]);
  }

  @OnEvent(commentRemoved)
  async onCommentRemoved({ payload }: EventEnvelope<CommentRemoved>): Promise<void> {
    await this.notifications.forgetComment(payload.comment_id);
  }

  @OnEvent(userChanged)
  async onUserChanged({ payload }: EventEnvelope<UserSummary>): Promise<void> {
    if (payload.status !== 'deleted') return;
    await this.notifications.forgetUser(payload.user_id);
    await this.preferences.forgetUser(payload.user_id);
    await this.rounds.forgetUser(payload.user_id);
  }

  private async tell(
    { id, at, payload }: EventEnvelope<CommentFact>,
    kind: NotificationKind,
    recipients: readonly (string | null)[],
  ): Promise<void> {
    const news = toNews({ ...payload, kind, actor_name: payload.author_name });
    await this.delivery.tell({
      event_id: id,
      at: new Date(at),
      news,
      recipients,
      actor_id: payload.author_id,
    });
  }
}
