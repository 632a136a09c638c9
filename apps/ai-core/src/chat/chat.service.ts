import { Injectable } from '@nestjs/common';
import { listOpenLessons, type ChatMessage, type ChatReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { Actor } from '@har/access';
import { ServiceCaller, type CallContext } from '@har/routing';
import { CourseIndexService } from '../course-index/course-index.service';
import { PassageVectorService } from '../embedding/passage-vector.service';
import { LanguageModelService } from '../language-model/language-model.service';
import type { PassageIndex } from '../tutor/passage-index';
import { guardRewritten, rewritingQuestion } from '../tutor/rewritten-answer';
import { answerFrom, searchByWords, type TutorAnswer, type TutorRequest } from '../tutor/tutor';
import { ConversationRepository } from './conversation.repository';

@Injectable()
export class ChatService {
  constructor(
    private readonly indexes: CourseIndexService,
    private readonly conversations: ConversationRepository,
    private readonly model: LanguageModelService,
    private readonly vectors: PassageVectorService,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * Answers from the lessons that the actor may open now (001 §SERVICE 4, chat).
   *
   * @param newId the id that a new conversation takes
   * @throws CatalogueError COURSE_NOT_FOUND, LESSON_NOT_FOUND or COURSE_NOT_OPEN
   */
  async ask(actor: Actor, message: ChatMessage, newId: string, context: CallContext): Promise<ChatReply> {
    const { course_id, lesson_id } = message;
    const open = await this.caller.call(listOpenLessons, { body: { course_id } }, context);
    if (open.lesson_ids.length === 0 && !open.all) throw new CatalogueError('COURSE_NOT_OPEN');
    const index = await this.indexes.get(course_id, context);
    if (lesson_id && !index.lesson_ids.has(lesson_id)) throw new CatalogueError('LESSON_NOT_FOUND');
    const asked = { user_id: actor.user_id, course_id };
    const earlier =
      message.conversation_id &&
      (await this.conversations.find({ conversation_id: message.conversation_id, ...asked }));
    const turns = earlier || [];
    const lessons = new Set(open.lesson_ids);
    const found = await this.find(actor, index.passages, {
      question: message.message,
      language: context.language,
      turns,
      lesson_id,
      about: index.about,
      lessons,
    });
    const { answer, citations, provider, warnings } = await this.rewrite(actor, message.message, found);
    // An id that is not this user's conversation begins a new one instead of telling that it is another's.
    const conversation_id = (earlier && message.conversation_id) || newId;
    const quotes = citations.map(({ quote }) => quote);
    await this.conversations.append({ conversation_id, ...asked }, { question: message.message, quotes });
    return { reply: answer, status: found.status, citations, conversation_id, provider, warnings };
  }

  /** Vectors are asked for only where words find something that they may be joined with. */
  private async find(
    { user_id }: Actor,
    passages: PassageIndex,
    request: TutorRequest & { lessons: ReadonlySet<string> },
  ): Promise<TutorAnswer> {
    const found = searchByWords(passages, request);
    if (!('by_words' in found)) return found;
    const nearest = await this.vectors.nearest(user_id, passages, found.question, request.lessons);
    return answerFrom(passages, found, nearest);
  }

  /** Puts a found answer into a model's words; whether there is an answer stays the search's decision. */
  private async rewrite(
    { user_id }: Actor,
    question: string,
    { status, language, answer, citations, passages }: TutorAnswer,
  ): Promise<Pick<ChatReply, 'citations' | 'provider' | 'warnings'> & { answer: string }> {
    const found = { answer, citations, provider: 'embedded' as const, warnings: [] };
    if (!this.model.isConfigured || status !== 'answered' || passages.length === 0) return found;
    const rewritten = await this.model.tryAsk(
      user_id,
      rewritingQuestion(question, passages, language),
      (value) => guardRewritten(value, passages, question),
    );
    return rewritten
      ? { ...rewritten, provider: 'llm', warnings: [] }
      : { ...found, warnings: ['llm_fallback'] };
  }
}
