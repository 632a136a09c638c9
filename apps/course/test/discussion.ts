import type { QuestionReply, ReplyReply } from '@har/contracts';
import type { Academy, ApiAnswer, TestUser } from '@har/testing';
import { expectOk } from './taught-course';

/** The requests of a discussion, as somebody makes them. */
export class Discussion {
  private posted = 0;

  constructor(
    private readonly academy: Academy,
    private readonly replicas = 1,
  ) {}

  private get api() {
    return this.academy.api;
  }

  /** Writes go to the replicas' own doors in turn, where nobody limits them. */
  private get door() {
    return this.academy.apiOf('course', this.posted++ % this.replicas);
  }

  post({ token }: TestUser, lessonId: string, body: unknown, headers: Record<string, string> = {}) {
    return this.door.post(`/lessons/${lessonId}/comments`, body, { token, headers });
  }

  async ask(user: TestUser, lessonId: string, content = 'Why is that so?'): Promise<QuestionReply> {
    return commentOf<QuestionReply>(await this.post(user, lessonId, { content }));
  }

  async reply(
    user: TestUser,
    lessonId: string,
    parent_id: string,
    content = 'Because.',
  ): Promise<ReplyReply> {
    return commentOf<ReplyReply>(await this.post(user, lessonId, { content, parent_id }));
  }

  questions({ token }: TestUser, lessonId: string, query = '') {
    return this.api.get(`/lessons/${lessonId}/comments${query}`, { token });
  }

  replies({ token }: TestUser, id: string, query = '') {
    return this.api.get(`/comments/${id}/replies${query}`, { token });
  }

  async question(user: TestUser, id: string): Promise<QuestionReply> {
    return (expectOk(await this.replies(user, id)).body as { data: { question: QuestionReply } }).data
      .question;
  }

  edit({ token }: TestUser, id: string, content: unknown) {
    return this.door.patch(`/comments/${id}`, { content }, { token });
  }

  delete({ token }: TestUser, id: string) {
    return this.api.delete(`/comments/${id}`, { token });
  }

  vote({ token }: TestUser, id: string) {
    return this.api.put(`/comments/${id}/vote`, undefined, { token });
  }

  withdraw({ token }: TestUser, id: string) {
    return this.api.delete(`/comments/${id}/vote`, { token });
  }

  pin({ token }: TestUser, id: string) {
    return this.api.post(`/comments/${id}/pin`, undefined, { token });
  }

  unpin({ token }: TestUser, id: string) {
    return this.api.delete(`/comments/${id}/pin`, { token });
  }

  inbox({ token }: TestUser, query = '') {
    return this.api.get(`/instructor/questions${query}`, { token });
  }
}

function commentOf<T>(answer: ApiAnswer): T {
  return (expectOk(answer).body as { data: { comment: T } }).data.comment;
}
