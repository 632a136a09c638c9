import type { CouponReply, CourseCard, ListedEnrollment, ReviewReply, User } from '@har/contracts';
import { withServiceContext } from '@har/operations';
import { ADMIN_EMAIL, ADMIN_PASSWORD, startAcademy, type Academy } from '@har/testing';
import { definition as courseService } from '../apps/course/src/course.app';
import { rebuildCounters } from '../apps/course/src/rebuild-counters';
import { linesOfReport } from '../tools/rebuild-report';
import type { DemoLesson } from './course.types';
import { DemoLoader } from './demo-loader';
import { DEMO_LEARNERS, DEMO_PASSWORD, DEMO_REVIEWS } from './people';
import type { DemoJourney } from './people.types';
import { DEMO_QUESTIONS } from './questions';
import { coursesFolder, listCourseSlugs, readCourse } from './read-course';

const sources = new Map(listCourseSlugs().map((slug) => [slug, readCourse(slug)]));
const lessonsOf = (slug: string): DemoLesson[] =>
  sources.get(slug)!.modules.flatMap(({ lessons }) => lessons);
const completedIn = ({ course, completed }: DemoJourney): DemoLesson[] =>
  completed === 'all' ? lessonsOf(course) : completed.map((position) => lessonsOf(course)[position - 1]!);
const journeys = DEMO_LEARNERS.flatMap((learner) => learner.journeys);
const purchases = journeys.filter(({ access }) => access === 'purchase');

/** Hundreds of requests, on a machine that may be busy with other things. */
const PATIENCE_MS = 300_000;

let academy: Academy;
let lines: string[];

beforeAll(async () => {
  academy = await startAcademy({
    services: ['auth', 'course', 'payment', 'community', 'media', 'ai-core', 'stripe-simulator'],
  });
});
afterAll(() => academy.stop());
beforeEach(() => {
  lines = [];
});

function load(fetch?: typeof globalThis.fetch, password = ADMIN_PASSWORD): Promise<boolean> {
  const loader = new DemoLoader({
    api_url: academy.urlOf('gateway'),
    admin_email: ADMIN_EMAIL,
    admin_password: password,
    courses_folder: coursesFolder,
    log: (line) => lines.push(line),
    fetch,
  });
  return loader.load();
}

/** A network that breaks for good: the last request arrives, its answer does not. */
function breakingAfter(requests: number): typeof globalThis.fetch {
  let sent = 0;
  return async (...request) => {
    sent += 1;
    const answer = sent <= requests ? await fetch(...request) : undefined;
    if (!answer || sent >= requests) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    return answer;
  };
}

async function countsOf(): Promise<Record<string, number>> {
  const names = [
    ['auth', 'users'],
    ['course', 'courses'],
    ['course', 'modules'],
    ['course', 'lessons'],
    ['course', 'enrollments'],
    ['course', 'quiz_attempts'],
    ['course', 'reviews'],
    ['course', 'comments'],
    ['payment', 'transactions'],
    ['payment', 'subscriptions'],
  ] as const;
  const counts = names.map(async ([service, name]) => {
    return [name, await academy.collection(service, name).countDocuments()] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

const EXPECTED = {
  users: 11,
  courses: sources.size,
  modules: [...sources.values()].flatMap(({ modules }) => modules).length,
  lessons: [...sources.keys()].flatMap(lessonsOf).length,
  enrollments: journeys.length,
  quiz_attempts: journeys.flatMap(completedIn).filter(({ type }) => type === 'quiz').length,
  reviews: DEMO_REVIEWS.length,
  comments: DEMO_QUESTIONS.flatMap(({ answers }) => [1, ...answers]).length,
  transactions: purchases.length,
  subscriptions: DEMO_LEARNERS.filter(({ plan }) => plan).length,
};

describe('the demo loader', () => {
  it('says in one line which step was refused', async () => {
    await expect(load(undefined, 'Wrong-Password-1')).rejects.toThrow(
      /^Administrator: POST \/auth\/login answered 401 INVALID_CREDENTIALS: .+$/,
    );
  });

  it.each([9, 60, 150])(
    'survives a network that breaks after %i requests',
    async (requests) => {
      await expect(load(breakingAfter(requests))).rejects.toThrow(/: [A-Z]+ \/\S+ had no answer ECONNRESET/);
    },
    PATIENCE_MS,
  );

  it(
    'loads what is missing, and nothing twice',
    async () => {
      await expect(load()).resolves.toBe(true);
      expect(await countsOf()).toEqual(EXPECTED);
      expect(lines).toEqual([
        '3 instructors',
        `${sources.size} courses with ${EXPECTED.lessons} lessons`,
        '4 coupons',
        `pictures, sheets and films of ${sources.size} courses`,
        `8 learners in ${journeys.length} enrolments`,
        `${DEMO_QUESTIONS.length} questions with ${EXPECTED.comments - DEMO_QUESTIONS.length} answers`,
        `${DEMO_REVIEWS.length} reviews`,
      ]);
    },
    PATIENCE_MS,
  );

  it('has published every course as it is written', async () => {
    const { body } = await academy.api.get('/courses?limit=100');
    const courses = body.data.courses as CourseCard[];
    const shown = courses.map(({ title, price, language, total_lessons }) => ({
      title,
      price,
      language,
      total_lessons,
    }));
    const written = [...sources].map(([slug, { title, price, language }]) => ({
      title,
      price,
      language,
      total_lessons: lessonsOf(slug).length,
    }));
    const byTitle = (a: { title: string }, b: { title: string }) => (a.title < b.title ? -1 : 1);
    expect(shown.sort(byTitle)).toEqual(written.sort(byTitle));
  });

  it('has coupons, one of them used up', async () => {
    const { token } = await academy.admin();
    const { body } = await academy.api.get('/admin/coupons', { token });
    const coupons = body.data.coupons as CouponReply[];
    const used = coupons.map(({ code, redemptions, max_redemptions }) => [
      code,
      redemptions,
      max_redemptions,
    ]);
    expect(used.sort()).toEqual([
      ['DIX-EUROS', 0, 100],
      ['EARLY-BIRD', 1, 1],
      ['FIRST-MONTH', 0, 200],
      ['WELCOME20', 1, 500],
    ]);
  });

  it('has verified the instructors', async () => {
    const { token } = await academy.admin();
    const { body } = await academy.api.get('/admin/users?role=instructor', { token });
    const statuses = (body.data.users as User[]).map((user) => user.instructor_info?.verification_status);
    expect(statuses).toEqual(['verified', 'verified', 'verified']);
  });

  it.each(DEMO_LEARNERS)('has led $key to where the journeys end', async (learner) => {
    const credentials = { email: learner.email, password: DEMO_PASSWORD };
    const { token } = (await academy.api.post('/auth/login', credentials)).body.data as { token: string };
    const { body } = await academy.api.get('/enrollments?limit=100', { token });
    const seen = (body.data.enrollments as ListedEnrollment[]).map((enrollment) => ({
      title: enrollment.course?.title,
      lessons: enrollment.completed_lessons.length,
      status: enrollment.status,
    }));
    const wanted = learner.journeys.map((journey) => ({
      title: sources.get(journey.course)!.title,
      lessons: completedIn(journey).length,
      status: completedIn(journey).length === lessonsOf(journey.course).length ? 'completed' : 'active',
    }));
    expect(seen.reverse()).toEqual(wanted);
    const active = await academy.api.get('/subscriptions/active', { token });
    expect(active.body.data?.subscription.plan).toBe(learner.plan);
  });

  it('has paid every purchase at its price', async () => {
    const transactions = await academy.collection('payment', 'transactions').find().toArray();
    const paid = transactions
      .filter(({ status }) => status === 'completed')
      .map((one) => Number(one.amount_minor) + Number(one.coupon?.discount_minor ?? 0));
    const prices = purchases.map(({ course }) => Math.round(sources.get(course)!.price.amount * 100));
    expect(paid.sort((a, b) => a - b)).toEqual(prices.sort((a, b) => a - b));
  });

  it('makes the courses count their learners', async () => {
    await academy.eventually(async () => {
      const { body } = await academy.api.get('/courses?limit=100');
      const counts = (body.data.courses as CourseCard[]).map((course) => [
        course.title,
        course.enrollments_count,
      ]);
      const wanted = [...sources].map(([slug, { title }]) => [
        title,
        journeys.filter(({ course }) => course === slug).length,
      ]);
      expect(counts.sort()).toEqual(wanted.sort());
    });
  });

  it('makes the courses show their reviews, with answers and votes', async () => {
    for (const [slug, { title, learning_objectives, level }] of sources) {
      const written = DEMO_REVIEWS.filter(({ course }) => course === slug);
      await academy.eventually(async () => {
        const { body } = await academy.api.get('/courses?limit=100');
        const card = (body.data.courses as CourseCard[]).find((course) => course.title === title)!;
        expect([card.reviews_count, card.level]).toEqual([written.length, level]);
        const page = await academy.api.get(`/courses/slug/${card.slug}`);
        expect(page.body.data.course).toMatchObject({ learning_objectives });
        const list = await academy.api.get(`/courses/${card._id}/reviews?limit=100`);
        const shown = (list.body.data.reviews as ReviewReply[]).map((review) => [
          review.comment,
          review.rating,
          review.reply?.text,
          review.helpful_count,
        ]);
        const wanted = written.map(({ text, rating, reply, helpful = [] }) => [
          text,
          rating,
          reply,
          helpful.length,
        ]);
        expect(shown.sort()).toEqual(wanted.sort());
      });
    }
  });

  it('has asked and answered the questions, and shown the official answers', async () => {
    const stored = await academy.collection('course', 'comments').find({ kind: 'question' }).toArray();
    const shown = stored.map(({ content, votes_count, replies_count, has_official, state }) => {
      return { content, votes_count, replies_count, has_official, state };
    });
    const asked = DEMO_QUESTIONS.map(({ text, votes, answers }) => {
      const has_official = answers.some(({ official }) => official);
      const state = has_official ? 'answered' : 'open';
      return { content: text, votes_count: votes.length, replies_count: answers.length, has_official, state };
    });
    expect(shown).toEqual(expect.arrayContaining(asked));
    expect(shown).toHaveLength(asked.length);
  });

  it('gives every course pictures and a sheet, and films to those that have one', async () => {
    const { courses } = (await academy.api.get('/courses?limit=100')).body.data as { courses: CourseCard[] };
    expect(courses.every(({ thumbnail_url }) => thumbnail_url)).toBe(true);
    const picture = await fetch(courses[0]!.thumbnail_url!);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const { token } = await academy.admin();
    const films = [...sources.values()].flatMap(({ modules }) => modules.flatMap(({ lessons }) => lessons));
    const hosted = await academy
      .collection('course', 'lessons')
      .countDocuments({ 'video.file': { $ne: null } });
    expect(hosted).toBe(films.filter((lesson) => lesson.type === 'video' && lesson.video_file).length);
    for (const { _id } of courses.slice(0, 2)) {
      const { body } = await academy.api.get(`/courses/${_id}/resources`, { token });
      expect(body.data.resources).toEqual([expect.objectContaining({ type: 'pdf' })]);
      const download = await academy.api.get(`/resources/${body.data.resources[0]._id}/download`, { token });
      const file = Buffer.from(await (await fetch(download.body.data.url as string)).arrayBuffer());
      expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it('leaves every kept counter right', async () => {
    const report = await withServiceContext(courseService, academy.env, rebuildCounters);
    const lines = linesOfReport({ ...report });
    expect(lines.filter((line) => !line.endsWith(': right'))).toEqual([]);
  });

  it('sees at the next start that all is there, by five requests', async () => {
    const before = await countsOf();
    let requests = 0;
    const counting: typeof globalThis.fetch = (...request) => {
      requests += 1;
      return fetch(...request);
    };
    await expect(load(counting)).resolves.toBe(false);
    expect(requests).toBe(5);
    expect(await countsOf()).toEqual(before);
    expect(lines).toEqual([]);
  });

  it('leaves an academy alone whose demo accounts somebody has changed', async () => {
    const last = DEMO_LEARNERS.find(({ key }) => key === DEMO_REVIEWS.at(-1)!.learner)!;
    const credentials = { email: last.email, password: DEMO_PASSWORD };
    const { token } = (await academy.api.post('/auth/login', credentials)).body.data as { token: string };
    const passwords = { old_password: DEMO_PASSWORD, new_password: 'Another-Pass-1' };
    expect((await academy.api.post('/auth/change-password', passwords, { token })).status).toBe(200);
    await expect(load()).resolves.toBe(false);
  });
});
