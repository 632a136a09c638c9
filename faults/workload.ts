import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEST_PASSWORD, WriteJournal, type ApiAnswer, type ProcessAcademy } from '@har/testing';
import type { TaughtCourse } from '../apps/course/test/taught-course';
import type { PaymentAcademy } from '../apps/payment/test/payment-academy';

/** What one learner did: enough to find it again in the stores. */
export interface Write {
  readonly email: string;
  user_id?: string;
  course_id?: string;
  lesson_id?: string;
  token?: string;
  /** What came instead of an answer, and how often: the code of the error, or `no answer`. */
  refused: Record<string, number>;
}

/** Whether it was sent once. */
export function answeredAtOnce({ refused }: Write): boolean {
  return Object.keys(refused).length === 0;
}

export interface Courses {
  readonly free: TaughtCourse;
  readonly paid: readonly string[];
}

const PATIENCE_MS = 90_000;
const PAUSE_MS = 150;

const randomAddress = () => `10.${[0, 0, 0].map(() => randomInt(1, 255)).join('.')}`;

/** Learners that sign up, enrol, learn, buy, ask for mails and log out, one after the other, until told to stop. */
export class Workload {
  readonly journal = new WriteJournal<Write>();
  private stopping = false;
  private loops: Promise<void>[] = [];

  constructor(
    private readonly academy: ProcessAcademy,
    private readonly payments: PaymentAcademy,
    private readonly courses: Courses,
  ) {}

  start(learners: number): void {
    this.loops = Array.from({ length: learners }, (_, index) => this.learnOn(index));
  }

  /** Resolves when every write that was begun has its outcome. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.loops);
  }

  private async learnOn(index: number): Promise<void> {
    for (let turn = 0; !this.stopping; turn += 1) await this.learn(index + turn);
  }

  private async learn(turn: number): Promise<void> {
    const { api } = this.academy;
    const email = `learner-${randomUUID()}@test.har.academy`;
    // Each learner sits at a computer of their own: some limits are by address.
    const headers = { 'x-forwarded-for': randomAddress() };
    const person = { email, password: TEST_PASSWORD, first_name: 'Ada', last_name: 'Test', language: 'en' };
    await this.persist('register', { email }, () => api.post('/auth/register', person, { headers }), 400);
    const signedIn = await this.untilAnswered(() =>
      api.post('/auth/login', { email, password: TEST_PASSWORD }, { headers }),
    );
    const token = signedIn?.body.data?.token as string | undefined;
    if (!token) return;
    const user_id = signedIn!.body.data.user._id as string;
    const { free, paid } = this.courses;
    const key = () => ({ token, headers: { ...headers, 'idempotency-key': randomUUID() } });
    const enrol = key();
    const own = { email, user_id };
    await this.persist(
      'enrol',
      { ...own, course_id: free.id },
      () => api.post(`/courses/${free.id}/enroll`, undefined, enrol),
      409,
    );
    for (const lesson_id of free.lesson_ids) {
      const path = `/courses/${free.id}/lessons/${lesson_id}/progress`;
      await this.persist('progress', { ...own, course_id: free.id, lesson_id }, () =>
        api.patch(path, { status: 'completed' }, { token, headers }),
      );
    }
    const course_id = paid[turn % paid.length]!;
    const purchase = { course_id, payment_method: 'card', payment_method_id: 'pm_card_visa' };
    const buy = key();
    await this.persist('purchase', { ...own, course_id }, () => api.post('/purchase', purchase, buy), 409);
    await this.persist('mail', own, () => api.post('/auth/request-password-reset', { email }, { headers }));
    await this.persist(
      'logout',
      { ...own, token },
      () => api.post('/auth/logout', undefined, { token, headers }),
      401,
    );
  }

  /**
   * Sends until it is answered, as a patient client does.
   *
   * @param done status that a repetition meets when the first one was carried out after all
   */
  private persist(
    kind: string,
    write: Omit<Write, 'refused'>,
    request: () => Promise<ApiAnswer>,
    done?: number,
  ) {
    const noted: Write = { ...write, refused: {} };
    return this.journal.write(kind, noted, async () => {
      const answer = await this.untilAnswered(request, noted.refused);
      if (!answer) throw new Error('never answered');
      return answer.status < 300 || (!answeredAtOnce(noted) && answer.status === done);
    });
  }

  private async untilAnswered(
    request: () => Promise<ApiAnswer>,
    refused: Write['refused'] = {},
  ): Promise<ApiAnswer | undefined> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (Date.now() < giveUpAt) {
      const answer = await request().catch(() => undefined);
      const code = answer?.body.error?.code as string | undefined;
      const inProgress = code === 'IDEMPOTENCY_IN_PROGRESS';
      if (answer && answer.status < 500 && answer.status !== 429 && !inProgress) return answer;
      const instead = code ?? 'no answer';
      refused[instead] = (refused[instead] ?? 0) + 1;
      await sleep(PAUSE_MS);
    }
    return undefined;
  }
}
