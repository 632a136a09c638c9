import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { toObjectId } from '@har/mongo';
import type { ConversationTurn } from '../tutor/conversation';
import { CONVERSATION, type Conversation } from './conversation.schema';

const KEEP_MS = 86_400_000;
const TURNS_KEPT = 6;

/** Whose conversation it is: nobody else's is ever read. */
export interface ConversationKey {
  conversation_id: string;
  user_id: string;
  course_id: string;
}

@Injectable()
export class ConversationRepository {
  constructor(@InjectModel(CONVERSATION) private readonly conversations: Model<Conversation>) {}

  async find({ conversation_id, user_id, course_id }: ConversationKey): Promise<ConversationTurn[] | null> {
    const filter = { _id: toObjectId(conversation_id), user_id, course_id };
    const found = await this.conversations.findOne(filter).lean();
    return found?.turns ?? null;
  }

  async forgetUser(userId: string): Promise<void> {
    await this.conversations.deleteMany({ user_id: userId });
  }

  /** Adds a turn, beginning the conversation if there is none under that id. */
  async append(
    { conversation_id, user_id, course_id }: ConversationKey,
    turn: ConversationTurn,
  ): Promise<void> {
    await this.conversations.updateOne(
      { _id: toObjectId(conversation_id), user_id, course_id },
      {
        $push: { turns: { $each: [turn], $slice: -TURNS_KEPT } },
        $set: { expires_at: new Date(Date.now() + KEEP_MS) },
      },
      { upsert: true },
    );
  }
}
