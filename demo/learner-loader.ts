import type { LessonStanding, QuizAttemptReply, SubscriptionReply, TransactionReply } from '@har/contracts';
import type { AcademyClient, RequestOptions } from './academy-client';
import type { LoadedCourse, LoadedLesson } from './course-loader';
import type { DemoJourney, DemoLearner } from './people.types';
import { rightAnswers } from './right-answers';
import { isCode, signIn } from './sign-in';
import { until } from './until';

/** A card that Stripe's test mode, and the simulator, charge without question. */
const CARD = 'pm_card_visa';

/** Leads one learner through all journeys, by the same requests as a front end: what is done already is not done again. */
export class LearnerLoader {
  private options: RequestOptions = {};

  constructor(
    private readonly client: AcademyClient,
    private readonly learner: DemoLearner,
    private readonly courses: ReadonlyMap<string, LoadedCourse>,
  ) {}

  /** @returns the learner's token */
  async load(): Promise<string> {
    const { token } = await signIn(this.client, this.learner);
    this.options = { token };
    if (this.learner.plan) await this.subscribe(this.learner.plan);
    for (const journey of this.learner.journeys) await this.travel(journey);
    return token;
  }

  // A refusal would be remembered with its Idempotency-Key and outlast its cause: subscribing, buying and enrolling
  // happen only once by themselves and take none.

  private async subscribe(plan: string): Promise<void> {
    await unlessDone('ALREADY_SUBSCRIBED', () =>
      this.client.post('/subscribe', { plan, payment_method_id: CARD }, this.options),
    );
    await until('The subscription', async () => {
      try {
        return await this.client.get<{ subscription: SubscriptionReply }>(
          '/subscriptions/active',
          this.options,
        );
      } catch (error) {
        if (isCode(error, 'NO_ACTIVE_SUBSCRIPTION')) return undefined;
        throw error;
      }
    });
  }

  private async travel({ course: slug, access, coupon, completed }: DemoJourney): Promise<void> {
    const course = this.courses.get(slug)!;
    if (access === 'purchase') await this.purchase(course.id, coupon);
    await unlessDone('ALREADY_ENROLLED', () =>
      this.client.post(`/courses/${course.id}/enroll`, undefined, this.options),
    );
    const wanted =
      completed === 'all' ? course.lessons : completed.map((position) => course.lessons[position - 1]);
    if (wanted.length === 0) return;
    const open = await this.openLessons(course.id);
    for (const lesson of wanted) if (lesson && open.has(lesson._id)) await this.complete(course.id, lesson);
  }

  private async purchase(course_id: string, coupon_code?: string): Promise<void> {
    const order = { course_id, payment_method: 'card', payment_method_id: CARD, coupon_code };
    const bought = await unlessDone('ALREADY_OWNED', () =>
      this.client.post<{ transaction: TransactionReply }>('/purchase', order, this.options),
    );
    if (!bought || bought.transaction.status === 'completed') return;
    await until('The payment', async () => {
      const path = '/transactions?limit=100';
      const { transactions } = await this.client.get<{ transactions: TransactionReply[] }>(
        path,
        this.options,
      );
      const now = transactions.find(({ _id }) => _id === bought.transaction._id);
      if (now?.status === 'failed') throw new Error(`The payment failed (${now.failure_code})`);
      return now?.status === 'completed' ? now : undefined;
    });
  }

  private async openLessons(courseId: string): Promise<Set<string>> {
    const path = `/courses/${courseId}/progress`;
    const { lessons_progress } = await this.client.get<{ lessons_progress: LessonStanding[] }>(
      path,
      this.options,
    );
    return new Set(
      lessons_progress.filter(({ status }) => status !== 'completed').map(({ lesson_id }) => lesson_id),
    );
  }

  private async complete(courseId: string, lesson: LoadedLesson): Promise<void> {
    const { _id, duration_seconds, source } = lesson;
    const path = `/courses/${courseId}/lessons/${_id}`;
    if (source.type !== 'quiz') {
      const progress = { status: 'completed', time_spent_seconds: Math.ceil(duration_seconds) };
      await this.client.patch(`${path}/progress`, progress, this.options);
      return;
    }
    const answers = { answers: rightAnswers(source.questions) };
    const options = { ...this.options, key: `demo-quiz-${_id}` };
    const { attempt } = await this.client.post<{ attempt: QuizAttemptReply }>(
      `${path}/quiz-attempts`,
      answers,
      options,
    );
    if (!attempt.passed) throw new Error(`The quiz "${source.title}" was not passed: ${attempt.score} %`);
  }
}

/** Answers undefined when an earlier run has done it. */
async function unlessDone<T>(code: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isCode(error, code)) return undefined;
    throw error;
  }
}
