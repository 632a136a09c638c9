import { createHash } from 'node:crypto';
import type { PostedComment, QuestionReply, ReplyReply } from '@har/contracts';
import type { AcademyClient } from './academy-client';
import type { LoadedCourse } from './course-loader';
import type { DemoAnswer, DemoQuestion } from './people.types';

/** Asks one question and gives its answers, each in the name of its author: what is there already stays. */
export class QuestionLoader {
  /** @param tokens by the key of a learner or an instructor */
  constructor(
    private readonly client: AcademyClient,
    private readonly courses: ReadonlyMap<string, LoadedCourse>,
    private readonly tokens: ReadonlyMap<string, string>,
  ) {}

  /** @param instructor the key of whom the course belongs to */
  async load({ course, lesson, by, text, votes, answers }: DemoQuestion, instructor: string): Promise<void> {
    const lessonId = this.courses.get(course)?.lessons[lesson - 1]?._id;
    if (!lessonId) return;
    const path = `/lessons/${lessonId}/comments`;
    const { questions } = await this.client.get<{ questions: QuestionReply[] }>(
      `${path}?limit=100&sort=newest`,
      this.as(by),
    );
    const known = questions.find(({ content }) => content === text);
    const question = known ?? (await this.post(path, by, { content: text }));
    await this.vote(question, votes);
    for (const answer of answers) await this.answer(path, question._id, answer, instructor);
  }

  private async answer(
    path: string,
    parent_id: string,
    { by, text, votes, official }: DemoAnswer,
    instructor: string,
  ): Promise<void> {
    const { question, replies } = await this.client.get<{ question: QuestionReply; replies: ReplyReply[] }>(
      `/comments/${parent_id}/replies?limit=100`,
      this.as(by),
    );
    const known = replies.find(({ content }) => content === text);
    const reply = known ?? (await this.post(path, by, { content: text, parent_id }));
    await this.vote(reply, votes);
    if (!official || question.official_answer) return;
    await this.client.post(`/comments/${reply._id}/pin`, undefined, this.as(instructor));
  }

  private async vote({ _id }: { _id: string }, voters: readonly string[]): Promise<void> {
    await Promise.all(voters.map((voter) => this.client.put(`/comments/${_id}/vote`, {}, this.as(voter))));
  }

  /** A repetition posts nothing twice. */
  private async post(path: string, by: string, body: { content: string; parent_id?: string }) {
    const content = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16);
    const options = { ...this.as(by), key: `demo-comment-${content}` };
    return (await this.client.post<PostedComment>(path, body, options)).comment;
  }

  private as(key: string) {
    return { token: this.tokens.get(key) };
  }
}
