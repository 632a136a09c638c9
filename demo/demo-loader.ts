import { join } from 'node:path';
import type { ListedEnrollment, ReviewReply, SignedIn, User } from '@har/contracts';
import { AcademyClient, RequestError } from './academy-client';
import { loadCoupons } from './coupon-loader';
import { CourseFilesLoader } from './course-files-loader';
import { CourseLoader, type LoadedCourse } from './course-loader';
import { inParallel } from './in-parallel';
import { loadInstructor, type LoadedInstructor } from './instructor-loader';
import { LearnerLoader } from './learner-loader';
import { DEMO_INSTRUCTORS, DEMO_LEARNERS, DEMO_PASSWORD, DEMO_REVIEWS } from './people';
import type { DemoInstructor, DemoInstructorKey, DemoReview } from './people.types';
import { QuestionLoader } from './question-loader';
import { DEMO_QUESTIONS } from './questions';
import { listCourseSlugs, readCourse, readLessonHtml } from './read-course';
import { ReviewLoader, type DemoVoices } from './review-loader';
import { isCode } from './sign-in';

export interface DemoOptions {
  /** The gateway, without `/api/v1`. */
  readonly api_url: string;
  readonly admin_email: string;
  readonly admin_password: string;
  readonly courses_folder: string;
  /** Told about progress. */
  readonly log: (line: string) => void;
  readonly fetch?: typeof globalThis.fetch;
}

/** How many instructors, courses or learners are worked on at a time. */
const WIDTH = 4;

/** Fills an academy with the demo, through its public API. It may be run again after any failure, and when all is there. */
export class DemoLoader {
  private readonly client: AcademyClient;

  constructor(private readonly options: DemoOptions) {
    this.client = new AcademyClient(options.api_url, options.fetch);
  }

  /**
   * Loads what is missing.
   *
   * @returns false when nothing was
   * @throws Error naming the step, with the status and code of what was refused
   */
  async load(): Promise<boolean> {
    const { admin_email: email, admin_password: password } = this.options;
    const admin = await named('Administrator', () =>
      this.client.post<SignedIn>('/auth/login', { email, password }),
    );
    if (await this.isLoaded(admin)) return false;
    const instructors = await this.loadInstructors(admin);
    const courses = await this.loadCourses(instructors);
    const coupons = await named('Coupons', () => loadCoupons(this.client, admin));
    this.options.log(`${coupons} coupons`);
    await this.loadFiles(courses, instructors);
    const learners = await this.loadLearners(courses);
    const enrollments = DEMO_LEARNERS.flatMap(({ journeys }) => journeys).length;
    this.options.log(`${DEMO_LEARNERS.length} learners in ${enrollments} enrolments`);
    await this.loadQuestions(courses, { learners, instructors });
    await this.loadReviews(courses, { learners, instructors });
    return true;
  }

  /** Whether the last review has its votes: the last thing that is loaded. */
  private async isLoaded(admin: SignedIn): Promise<boolean> {
    const last = DEMO_REVIEWS.at(-1)!;
    const { email } = DEMO_LEARNERS.find(({ key }) => key === last.learner)!;
    const search = `/admin/users?search=${encodeURIComponent(email)}`;
    const { users } = await this.client.get<{ users: User[] }>(search, { token: admin.token });
    if (!users.some((user) => user.email === email)) return false;
    try {
      const { token } = await this.client.post<SignedIn>('/auth/login', { email, password: DEMO_PASSWORD });
      const path = '/enrollments?limit=100';
      const { enrollments } = await this.client.get<{ enrollments: ListedEnrollment[] }>(path, { token });
      const { title } = readCourse(last.course, this.options.courses_folder);
      const taken = enrollments.find(({ course }) => course?.title === title);
      if (!taken) return false;
      const mine = `/courses/${taken.course_id}/reviews/mine`;
      const { review } = await this.client.get<{ review: ReviewReply }>(mine, { token });
      return review.helpful_count >= last.helpful!.length;
    } catch (error) {
      if (isCode(error, 'REVIEW_NOT_FOUND')) return false;
      // Somebody has changed the account since it was loaded.
      if (error instanceof RequestError && [400, 401].includes(error.status)) return true;
      throw error;
    }
  }

  private async loadInstructors(admin: SignedIn): Promise<Map<DemoInstructorKey, LoadedInstructor>> {
    const instructors = Object.entries(DEMO_INSTRUCTORS) as [DemoInstructorKey, DemoInstructor][];
    const loaded = await inParallel(instructors, WIDTH, async ([key, instructor]) => {
      const one = await named(`Instructor ${key}`, () => loadInstructor(this.client, admin, instructor));
      return [key, one] as const;
    });
    this.options.log(`${loaded.length} instructors`);
    return new Map(loaded);
  }

  private async loadCourses(
    instructors: ReadonlyMap<DemoInstructorKey, LoadedInstructor>,
  ): Promise<Map<string, LoadedCourse>> {
    const folder = this.options.courses_folder;
    const loaded = await inParallel(listCourseSlugs(folder), WIDTH, async (slug) => {
      const course = readCourse(slug, folder);
      const readHtml = (file: string) => readLessonHtml(slug, file, folder);
      const loader = new CourseLoader(this.client, instructors.get(course.instructor)!, {
        slug,
        course,
        readHtml,
      });
      return [slug, await named(`Course ${slug}`, () => loader.load())] as const;
    });
    const lessons = loaded.reduce((sum, [, course]) => sum + course.lessons.length, 0);
    this.options.log(`${loaded.length} courses with ${lessons} lessons`);
    return new Map(loaded);
  }

  private async loadFiles(
    courses: ReadonlyMap<string, LoadedCourse>,
    instructors: ReadonlyMap<DemoInstructorKey, LoadedInstructor>,
  ): Promise<void> {
    const folder = this.options.courses_folder;
    try {
      await inParallel([...courses], WIDTH, ([slug, course]) => {
        const { token } = instructors.get(course.instructor)!;
        const loader = new CourseFilesLoader(this.client, token, join(folder, slug));
        return named(`Files of ${slug}`, () => loader.load(readCourse(slug, folder), course));
      });
      this.options.log(`pictures, sheets and films of ${courses.size} courses`);
    } catch (error) {
      const { cause } = error as Error;
      if (!(cause instanceof RequestError) || cause.status !== 503) throw error;
      this.options.log('no pictures, sheets and films: there is no object storage');
    }
  }

  private async loadLearners(courses: ReadonlyMap<string, LoadedCourse>): Promise<Map<string, string>> {
    const tokens = await inParallel(DEMO_LEARNERS, WIDTH, async (learner) => {
      const loader = new LearnerLoader(this.client, learner, courses);
      return [learner.key, await named(`Learner ${learner.key}`, () => loader.load())] as const;
    });
    return new Map(tokens);
  }

  private async loadReviews(courses: ReadonlyMap<string, LoadedCourse>, voices: DemoVoices): Promise<void> {
    const loader = new ReviewLoader(this.client, courses, voices);
    const load = (review: DemoReview) =>
      named(`Review of ${review.course} by ${review.learner}`, () => loader.load(review));
    // The last one comes when all the others are done: who finds it need not look at anything else.
    await inParallel(DEMO_REVIEWS.slice(0, -1), WIDTH, load);
    await load(DEMO_REVIEWS.at(-1)!);
    this.options.log(`${DEMO_REVIEWS.length} reviews`);
  }

  private async loadQuestions(
    courses: ReadonlyMap<string, LoadedCourse>,
    { learners, instructors }: DemoVoices,
  ): Promise<void> {
    const teachers = [...instructors].map(([key, { token }]) => [key, token] as const);
    const loader = new QuestionLoader(this.client, courses, new Map([...learners, ...teachers]));
    await inParallel(DEMO_QUESTIONS, WIDTH, (question) => {
      const { instructor } = readCourse(question.course, this.options.courses_folder);
      return named(`Question in ${question.course}`, () => loader.load(question, instructor));
    });
    const answers = DEMO_QUESTIONS.flatMap((question) => question.answers).length;
    this.options.log(`${DEMO_QUESTIONS.length} questions with ${answers} answers`);
  }
}

/** Puts the step before the reason of its failure. */
async function named<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${step}: ${(error as Error).message}`, { cause: error });
  }
}
