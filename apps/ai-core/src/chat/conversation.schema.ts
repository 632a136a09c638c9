import { Schema, type Types } from 'mongoose';
import type { ConversationTurn } from '../tutor/conversation';

/** The last turns of one user's questions about one course; a day after the last it is gone. */
export interface Conversation {
  _id: Types.ObjectId;
  user_id: string;
  course_id: string;
  turns: ConversationTurn[];
  expires_at: Date;
}

export const CONVERSATION = 'Conversation';

const turnSchema = new Schema<ConversationTurn>({ question: String, quotes: [String] }, { _id: false });

export const conversationSchema = new Schema<Conversation>(
  {
    user_id: { type: String, required: true },
    course_id: { type: String, required: true },
    turns: [turnSchema],
    expires_at: { type: Date, required: true },
  },
  { collection: 'conversations', versionKey: false },
)
  .index({ user_id: 1 })
  .index({ expires_at: 1 }, { expireAfterSeconds: 0 });
