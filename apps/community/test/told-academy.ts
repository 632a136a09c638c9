import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Types } from 'mongoose';
import type { NotificationReply } from '@har/contracts';
import { MailServer, startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { LessonTalk, type TalkedLesson } from './lesson-talk';

/** On a busy machine a fact takes its time through three services. */
const PATIENCE_MS = 60_000;

export interface People {
  instructor: TestUser;
  ada: TestUser;
  ben: TestUser;
  lesson: TalkedLesson;
}

/** An academy whose people are told what happens, each service that tells them twice, and its mail server. */
export class ToldAcademy {
  readonly talk: LessonTalk;

  private constructor(
    readonly academy: Academy,
    private readonly server: MailServer,
  ) {
    this.talk = new LessonTalk(academy);
  }

  static async start(): Promise<ToldAcademy> {
    const server = await MailServer.start();
    const academy = await startAcademy({
      services: ['auth', 'course', 'community'],
      replicas: { auth: 2, community: 2 },
      env: {
        SMTP_URL: server.url,
        PUBLIC_URL: 'https://academy.test',
        FRONTEND_URL: 'https://front.test,https://other.test',
      },
    });
    return new ToldAcademy(academy, server);
  }

  /** A lesson of its own with an instructor and two learners, to whom nothing was mailed yet. */
  async newLesson(language = 'en'): Promise<People> {
    const instructor = await this.academy.newInstructor({ last_name: 'Hopper', language });
    const lesson = await this.talk.teach(instructor);
    const [ada, ben] = await Promise.all(
      ['Ada', 'Ben'].map(async (first_name) => {
        const learner = await this.academy.newLearner({ first_name });
        await this.talk.join(learner, lesson);
        return learner;
      }),
    );
    return { instructor, ada: ada!, ben: ben!, lesson };
  }

  list({ token }: TestUser, query = '') {
    return this.academy.api.get(`/notifications${query}`, { token });
  }

  /** What somebody was told, the newest first, as `kind: excerpt`. */
  async told(user: TestUser): Promise<string[]> {
    const { body } = await this.list(user, '?limit=100');
    const { notifications } = (body as { data: { notifications: NotificationReply[] } }).data;
    return notifications.map(({ kind, excerpt }) => `${kind}: ${excerpt}`);
  }

  expectTold(user: TestUser, news: string[]): Promise<void> {
    return this.academy.eventually(async () => assert.deepEqual(await this.told(user), news), PATIENCE_MS);
  }

  mailsTo({ email }: TestUser) {
    return this.server.received.filter(({ to }) => to?.some(({ address }) => address === email));
  }

  subjectsTo(user: TestUser) {
    return this.mailsTo(user).map(({ subject }) => subject);
  }

  expectMailed(user: TestUser, subjects: string[]): Promise<void> {
    return this.academy.eventually(() => assert.deepEqual(this.subjectsTo(user), subjects), PATIENCE_MS);
  }

  prefer({ token }: TestUser, body: unknown) {
    return this.academy.api.put('/notifications/preferences', body, { token });
  }

  roundOf({ user_id }: TestUser) {
    return this.academy.collection('community', 'mail_rounds').findOne({ _id: user_id as never });
  }

  /** As if the window after the last mail were over: what waits goes now, or never. */
  async endWindow(user: TestUser): Promise<void> {
    const recipient_id = new Types.ObjectId(user.user_id);
    await this.academy.eventually(async () => {
      const due = { recipient_id, mail: 'due' };
      assert.equal(await this.academy.collection('community', 'notifications').countDocuments(due), 0);
    }, PATIENCE_MS);
    const rounds = this.academy.collection('community', 'mail_rounds');
    await rounds.updateOne({ _id: user.user_id as never }, { $set: { next_at: new Date(0) } });
    await this.academy.eventually(async () => {
      assert.equal((await this.roundOf(user))?.has_waiting, false);
    }, PATIENCE_MS);
    await sleep(500);
  }

  async stop(): Promise<void> {
    await this.academy.stop();
    await this.server.stop();
  }
}

export const codeOf = ({ status, body }: ApiAnswer): [number, string | undefined] => [
  status,
  (body as { error?: { code: string } }).error?.code,
];
