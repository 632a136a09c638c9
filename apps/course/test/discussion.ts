import { Types } from 'mongoose';
import type { QuestionReply, ReplyReply } from '@har/contracts';
import { startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { PaymentStandIn } from './payment-stand-in';
import { expectOk, teach, textLesson, type TaughtCourse } from './taught-course';

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

/** A course with an instructor and five learners, and what its specs do with it. */
export class TalkedCourse {
  private constructor(
    readonly academy: Academy,
    readonly payment: PaymentStandIn,
    readonly talk: Discussion,
    readonly instructor: TestUser,
    readonly course: TaughtCourse,
    readonly learners: readonly TestUser[],
  ) {}

  /** Two replicas of the course service, and payment's voice. */
  static async start(): Promise<TalkedCourse> {
    const academy = await startAcademy({ services: ['auth', 'course'], replicas: { course: 2 } });
    const payment = await new PaymentStandIn(academy).start();
    const instructor = await academy.newInstructor({ first_name: 'Grace', last_name: 'Hopper' });
    const course = await teach(academy, instructor);
    const names = ['Ada', 'Ben', 'Cleo', 'Dora', 'Eli'];
    const learners = await Promise.all(names.map((first_name) => academy.newLearner({ first_name })));
    const talked = new TalkedCourse(
      academy,
      payment,
      new Discussion(academy, 2),
      instructor,
      course,
      learners,
    );
    await Promise.all(learners.map((learner) => talked.join(learner)));
    return talked;
  }

  /** The first lesson of the course. */
  get lesson(): string {
    return this.course.lesson_ids[0]!;
  }

  async join({ token }: TestUser, id = this.course.id): Promise<void> {
    expectOk(await this.academy.api.post(`/courses/${id}/enroll`, undefined, { token }));
  }

  /** A lesson under which nothing was asked. @returns its id */
  async newLesson(): Promise<string> {
    const path = `/courses/${this.course.id}/modules/${this.course.module_id}/lessons`;
    const { token } = this.instructor;
    const { body } = expectOk(await this.academy.api.post(path, textLesson(), { token }));
    return (body as { data: { lesson: { _id: string } } }).data.lesson._id;
  }

  get comments() {
    return this.academy.collection('course', 'comments');
  }

  stored(id: string) {
    return this.comments.findOne({ _id: new Types.ObjectId(id) });
  }

  async stop(): Promise<void> {
    await this.payment.stop();
    await this.academy.stop();
  }
}

export const codeOf = ({ status, body }: ApiAnswer): [number, string | undefined] => [
  status,
  (body as { error?: { code: string } }).error?.code,
];

/** The texts of a list, in its order. */
export const contentsOf = ({ body }: ApiAnswer, list: 'questions' | 'replies'): string[] =>
  (body as { data: Record<string, { content: string }[]> }).data[list]!.map(({ content }) => content);
