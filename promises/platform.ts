import { routesIn, contractsIn, type AnyRoute } from '@har/routing';
import * as contracts from '@har/contracts';
import type { Academy, AppName, TestUser } from '@har/testing';
import { forgetKeys } from '../apps/auth/test/forget-keys';
import { addLesson, exerciseLesson, quizLesson, teach, textLesson } from '../apps/course/test/taught-course';
import type { TaughtCourse } from '../apps/course/test/taught-course';
import { PaymentAcademy } from '../apps/payment/test/payment-academy';

/** Every route of the platform, whatever it is: what a promise says of all routes is tested on this list. */
export const ROUTES: readonly AnyRoute[] = routesIn(contracts);

/** Every service that a contract names, and the simulator that stands for Stripe. */
export const EVERY_SERVICE = [
  ...new Set(contractsIn(contracts).map(({ service }) => service)),
  'stripe-simulator',
] as Exclude<AppName, 'gateway'>[];

export const byName: [string, AnyRoute][] = ROUTES.map((route) => [`${route.method} ${route.path}`, route]);

/** Texts that only those may read who paid; a test looks for them where others look. */
export const CANARIES = {
  content: 'PAID-CONTENT',
  explanation: 'SECRET-EXPLANATION',
  key: 'SECRET-KEY',
  solution: 'SECRET-SOLUTION',
} as const;

/** The whole platform in this process with people, courses and what they did there. */
export class Platform {
  private constructor(
    readonly payments: PaymentAcademy,
    /** Bought, enrolled, answered and subscribed: the one whose things others are after. */
    readonly learner: TestUser,
    readonly stranger: TestUser,
    readonly instructor: TestUser,
    readonly otherInstructor: TestUser,
    readonly admin: TestUser,
    /** On offer for money, with a lesson of each type. */
    readonly course: TaughtCourse,
    readonly draft: TaughtCourse,
  ) {}

  static async start(env: NodeJS.ProcessEnv = {}): Promise<Platform> {
    // Nothing changes of itself while a test compares before and after.
    const quiet = { RECONCILE_INTERVAL_MS: String(60 * 60 * 1000) };
    const payments = await PaymentAcademy.start({ services: EVERY_SERVICE, env: { ...quiet, ...env } });
    const { academy } = payments;
    const [learner, stranger, instructor, otherInstructor, admin] = await Promise.all([
      academy.newLearner(),
      academy.newLearner(),
      academy.newInstructor(),
      academy.newInstructor(),
      academy.admin(),
    ]);
    const lessons = [textLesson(), quizLesson(), exerciseLesson(), textLesson()];
    const course = await teach(academy, instructor, { lessons, price: 49.9 });
    const draft = await teach(academy, instructor, { lessons, price: 49.9, publish: false });
    await addLesson(academy, instructor, draft);
    const platform = new Platform(
      payments,
      learner,
      stranger,
      instructor,
      otherInstructor,
      admin,
      course,
      draft,
    );
    await platform.live();
    return platform;
  }

  get academy(): Academy {
    return this.payments.academy;
  }

  get api() {
    return this.academy.api;
  }

  /** The ids that a path or a body may name, by the name of the field. */
  get known(): Record<string, string> {
    return {
      course_id: this.course.id,
      module_id: this.course.module_id,
      lesson_id: this.course.lesson_ids[0]!,
      user_id: this.learner.user_id,
    };
  }

  /** The path of a route with real ids: those of `ids` first, then the known ones, then its example's. */
  pathOf(route: AnyRoute, ids: Record<string, string> = {}): string {
    const example = (route.example.params ?? {}) as Record<string, string>;
    return route.path.replace(/:(\w+)/g, (_, name: string) => {
      const field = name === 'id' ? ownerOfId(route.path) : name;
      return encodeURIComponent(ids[name] ?? this.known[field] ?? example[name] ?? name);
    });
  }

  /** The example's body with the known ids in the place of its own. */
  bodyOf(route: AnyRoute): Record<string, unknown> | undefined {
    if (!route.body || route.raw_with_header) return undefined;
    return this.withKnownIds((route.example.body ?? {}) as Record<string, unknown>);
  }

  queryOf(route: AnyRoute): string {
    const query = this.withKnownIds((route.example.query ?? {}) as Record<string, unknown>);
    const text = new URLSearchParams(
      Object.entries(query).map(([key, value]) => [key, String(value)]),
    ).toString();
    return text && `?${text}`;
  }

  /** Whoever the route is for. */
  callerOf({ access }: AnyRoute): TestUser | undefined {
    if (access === 'admin') return this.admin;
    if (access === 'instructor') return this.instructor;
    return access === 'user' ? this.learner : undefined;
  }

  /** A new learner who owns the course and is enrolled in it, while it can be bought. */
  async newCustomer(): Promise<TestUser> {
    const learner = await this.academy.newLearner();
    await this.payments.buy(learner, this.course.id, { payment_method_id: 'pm_card_visa' });
    await this.api.post(`/courses/${this.course.id}/enroll`, undefined, { token: learner.token });
    return learner;
  }

  /** The instructor, signed in anew. */
  async instructorAgain(): Promise<TestUser> {
    const { email, password } = this.instructor;
    const answer = await this.api.post('/auth/login', { email, password });
    if (answer.status !== 200) return this.academy.newInstructor();
    return {
      ...this.instructor,
      token: answer.body.data.token,
      refresh_token: answer.body.data.refresh_token,
    };
  }

  /** Lets failed sign-ins count from nothing: every test comes from one address. */
  forgetFailures(): Promise<void> {
    return forgetKeys(this.academy, 'auth:{login-throttle}');
  }

  /** The database of every service. */
  databases() {
    return EVERY_SERVICE.map((service) => ({
      service,
      database: this.academy.collection(service, 'any').conn.db!,
    }));
  }

  async stop(): Promise<void> {
    await this.payments.stop();
  }

  /** The learner buys, enrols, reads, answers, subscribes, and makes what the examples of the other routes make. */
  private async live(): Promise<void> {
    const { api, learner, course } = this;
    const { token } = learner;
    await this.payments.bought(learner, course.id);
    await api.post('/subscribe', { plan: 'pro', payment_method_id: 'pm_card_visa' }, { token });
    await api.post(`/courses/${course.id}/enroll`, undefined, { token });
    const progress = { status: 'in_progress', time_spent_seconds: 5 };
    await api.patch(`/courses/${course.id}/lessons/${course.lesson_ids[0]}/progress`, progress, { token });
    const creating = ROUTES.filter(({ method, access, service }) => {
      return method === 'POST' && access === 'user' && service !== 'auth' && service !== 'payment';
    });
    for (const route of creating) {
      await api.request(route.method, this.pathOf(route), this.bodyOf(route), { token });
    }
  }

  private withKnownIds(value: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, (key in value && this.known[key]) || item]),
    );
  }
}

/** What `:id` names in a path: `/courses/:id` → `course_id`. */
function ownerOfId(path: string): string {
  const segments = path.split('/');
  const noun = segments[segments.indexOf(':id') - 1] ?? '';
  return `${noun.replace(/s$/, '')}_id`;
}
