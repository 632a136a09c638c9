import { Types } from 'mongoose';
import { withServiceContext } from '@har/operations';
import { startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { definition } from '../src/course.app';
import { rebuildCounters } from '../src/rebuild-counters';
import { PaymentStandIn } from './payment-stand-in';
import { begin, COMMENT, learnerIn, review, reviewed } from './review-fixtures';
import { teach, type TaughtCourse } from './taught-course';

const MISSING = '0123456789abcdef01234567';

let academy: Academy;
let payment: PaymentStandIn;
let instructor: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  payment = await new PaymentStandIn(academy).start();
  instructor = await academy.newInstructor();
});
afterAll(async () => {
  await payment?.stop();
  await academy?.stop();
});

const refusal = ({ status, body }: ApiAnswer) => [status, body.error.code];
const list = async (course: TaughtCourse, query = '') => {
  const answer = await academy.api.get(`/courses/${course.id}/reviews${query}`);
  expect(answer.status).toBe(200);
  return answer.body.data;
};
const own = (course: TaughtCourse, { token }: TestUser) =>
  academy.api.get(`/courses/${course.id}/reviews/mine`, { token });
const patch = (course: TaughtCourse, id: string, body: unknown, { token }: TestUser) =>
  academy.api.patch(`/courses/${course.id}/reviews/${id}`, body, { token });
const remove = (course: TaughtCourse, id: string, { token }: TestUser) =>
  academy.api.delete(`/courses/${course.id}/reviews/${id}`, { token });
const pageOf = async ({ id }: TaughtCourse) => (await academy.api.get(`/courses/${id}`)).body.data.course;

/** Waits for the course to have these numbers of one to five stars. */
async function expectStars(course: TaughtCourse, stars: readonly number[], average: number): Promise<void> {
  const distribution = Object.fromEntries(stars.map((count, i) => [String(i + 1), count]));
  const reviews_count = stars.reduce((a, b) => a + b);
  await academy.eventually(async () => {
    const { summary } = await list(course);
    expect(summary).toEqual({ average_rating: average, reviews_count, distribution });
    expect(await pageOf(course)).toMatchObject({
      average_rating: average,
      reviews_count,
      rating_distribution: distribution,
    });
  });
}

describe('POST /courses/:id/reviews', () => {
  it('takes one from a learner who has completed a lesson, and shows it', async () => {
    const course = await teach(academy, instructor);
    const learner = await learnerIn(academy, course);
    const { status, body } = await review(academy, course, learner, { comment: `  ${COMMENT}\r\nReally. ` });
    expect(status).toBe(201);
    expect(body.data.review).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      course_id: course.id,
      rating: 5,
      comment: `${COMMENT}\nReally.`,
      author: { display_name: 'Ada T.', user_id: null },
      verified: true,
      helpful_count: 0,
      reply: null,
      created_at: expect.any(String),
      edited_at: null,
      status: 'visible',
      hidden_reason: null,
    });
    const { status: _status, hidden_reason: _reason, ...shown } = body.data.review;
    await expectStars(course, [0, 0, 0, 0, 1], 5);
    expect((await list(course)).reviews).toEqual([shown]);
    expect((await pageOf(course)).reviews).toEqual([shown]);
    expect((await own(course, learner)).body.data.review).toEqual(body.data.review);
    const direct = await academy.apiOf('course').get(`/courses/${course.id}/reviews`);
    expect(direct.body.data.reviews).toEqual([shown]);
  });

  it('refuses everybody else', async () => {
    const course = await teach(academy, instructor);
    const draft = await teach(academy, instructor, { publish: false });
    const stranger = await academy.newLearner();
    expect(
      (await academy.api.post(`/courses/${course.id}/reviews`, { rating: 5, comment: COMMENT })).status,
    ).toBe(401);
    expect(refusal(await review(academy, course, stranger))).toEqual([403, 'NOT_ENROLLED']);
    await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token: stranger.token });
    expect(refusal(await review(academy, course, stranger))).toEqual([403, 'REVIEW_NEEDS_LESSON']);
    const leaver = await learnerIn(academy, course);
    await academy.api.delete(`/courses/${course.id}/enroll`, { token: leaver.token });
    expect(refusal(await review(academy, course, leaver))).toEqual([403, 'NOT_ENROLLED']);
    await begin(academy, course, instructor);
    expect(refusal(await review(academy, course, instructor))).toEqual([403, 'REVIEW_OF_OWN_COURSE']);
    expect(refusal(await review(academy, draft, stranger))).toEqual([404, 'COURSE_NOT_FOUND']);
    expect(refusal(await review(academy, { ...course, id: MISSING }, stranger))).toEqual([
      404,
      'COURSE_NOT_FOUND',
    ]);
    await expectStars(course, [0, 0, 0, 0, 0], 0);
  });

  it('refuses an administrator who did not take the course, and one whose right to it has ended', async () => {
    const course = await teach(academy, instructor, { price: 20 });
    expect(refusal(await review(academy, course, await academy.admin()))).toEqual([403, 'NOT_ENROLLED']);
    const learner = await academy.newLearner();
    const right = await payment.tell({ user_id: learner.user_id, course_id: course.id, source: 'purchase' });
    await begin(academy, course, learner);
    await payment.tell({ ...right, active: false, version: right.version + 1 });
    await academy.eventually(async () =>
      expect(refusal(await review(academy, course, learner))).toEqual([403, 'COURSE_ACCESS_ENDED']),
    );
  });

  it.each([
    [{ rating: 0 }, 'body.rating'],
    [{ rating: 6 }, 'body.rating'],
    [{ rating: 4.5 }, 'body.rating'],
    [{ rating: '5' }, 'body.rating'],
    [{ rating: undefined }, 'body.rating'],
    [{ comment: 'Too short' }, 'body.comment'],
    [{ comment: ` ${'x'.repeat(9)} ` }, 'body.comment'],
    [{ comment: 'x'.repeat(2_001) }, 'body.comment'],
    [{ comment: 'Ten letters\u0007 and a bell' }, 'body.comment'],
    [{ comment: { $gt: '' } }, 'body.comment'],
    [{ verified: true }, 'body.verified'],
    [{ helpful_count: 9 }, 'body.helpful_count'],
    [{ status: 'visible' }, 'body.status'],
    [{ user_id: MISSING }, 'body.user_id'],
  ])('refuses %j', async (changes, field) => {
    const course = { id: MISSING, module_id: MISSING, lesson_ids: [] };
    const answer = await review(academy, course, instructor, changes);
    expect(refusal(answer)).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body.error.details.map((detail: { field: string }) => detail.field)).toContain(field);
  });

  it('makes one review of 50 parallel requests', async () => {
    const course = await teach(academy, instructor);
    const learner = await learnerIn(academy, course);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => review(academy, course, learner, { rating: (i % 5) + 1 })),
    );
    const written = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    const unknown = answers.filter(({ status }) => status === 503);
    expect(written.length + unknown.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThanOrEqual(1);
    expect(written.length + refused.length + unknown.length).toBe(50);
    expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set(['REVIEW_EXISTS']));
    const filter = { course_id: new Types.ObjectId(course.id) };
    expect(await academy.collection('course', 'reviews').countDocuments(filter)).toBe(1);
    await academy.eventually(async () => expect((await list(course)).summary.reviews_count).toBe(1));
  });

  it('answers a repeated idempotency key with the same review', async () => {
    const course = await teach(academy, instructor);
    const { token } = await learnerIn(academy, course);
    const options = { token, headers: { 'idempotency-key': 'review-once' } };
    const body = { rating: 4, comment: COMMENT };
    const post = () => academy.api.post(`/courses/${course.id}/reviews`, body, options);
    const [first, second] = await Promise.all([post(), post()]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.data).toEqual(second.body.data);
  });

  it('keeps markup as text', async () => {
    const course = await teach(academy, instructor);
    const comment = 'A <script>alert(1)</script> & a "quote"';
    await reviewed(academy, course, { comment });
    expect((await list(course)).reviews[0].comment).toBe(comment);
  });
});

describe('PATCH and DELETE /courses/:id/reviews/:review_id', () => {
  it('change and delete one’s own review, and the course’s rating with it', async () => {
    const course = await teach(academy, instructor);
    const { id, author } = await reviewed(academy, course, { rating: 2 });
    await reviewed(academy, course, { rating: 5 });
    await expectStars(course, [0, 1, 0, 0, 1], 3.5);
    const changed = await patch(course, id, { rating: 4 }, author);
    expect(changed.body.data.review).toMatchObject({
      rating: 4,
      comment: COMMENT,
      edited_at: expect.any(String),
    });
    await expectStars(course, [0, 0, 0, 1, 1], 4.5);
    await patch(course, id, { comment: 'On second thoughts.' }, author);
    await academy.eventually(async () => {
      const comments = (await list(course)).reviews.map((one: { comment: string }) => one.comment);
      expect(comments).toContain('On second thoughts.');
    });
    const deleted = await remove(course, id, author);
    expect([deleted.status, deleted.body]).toEqual([200, { success: true, message: 'Review deleted' }]);
    await expectStars(course, [0, 0, 0, 0, 1], 5);
    expect((await own(course, author)).status).toBe(404);
    expect(refusal(await patch(course, id, { rating: 1 }, author))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect(refusal(await remove(course, id, author))).toEqual([404, 'REVIEW_NOT_FOUND']);
    const stored = await academy.collection('course', 'reviews').findOne({ _id: new Types.ObjectId(id) });
    expect(stored).toMatchObject({ comment: '', helpful_by: [] });
    const again = await review(academy, course, author, { rating: 3 });
    expect(again.status).toBe(201);
    await expectStars(course, [0, 0, 1, 0, 1], 4);
  });

  it('are the author’s alone', async () => {
    const [course, other] = [await teach(academy, instructor), await teach(academy, instructor)];
    const { id } = await reviewed(academy, course);
    const stranger = await academy.newLearner();
    for (const user of [stranger, instructor, await academy.admin()]) {
      expect(refusal(await patch(course, id, { rating: 1 }, user))).toEqual([403, 'REVIEW_NOT_OWN']);
      expect(refusal(await remove(course, id, user))).toEqual([403, 'REVIEW_NOT_OWN']);
    }
    expect(refusal(await patch(other, id, { rating: 1 }, stranger))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect(refusal(await patch(course, MISSING, { rating: 1 }, stranger))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect((await patch(course, id, {}, stranger)).status).toBe(400);
    expect((await academy.api.patch(`/courses/${course.id}/reviews/${id}`, { rating: 1 })).status).toBe(401);
    expect((await academy.api.delete(`/courses/${course.id}/reviews/${id}`)).status).toBe(401);
    expect((await academy.api.get(`/courses/${course.id}/reviews/mine`)).status).toBe(401);
  });
});

describe('the rating of a course', () => {
  it('is what a recount finds after many parallel reviews, edits and deletions', async () => {
    const course = await teach(academy, instructor);
    const authors = await Promise.all(
      Array.from({ length: 8 }, () => reviewed(academy, course, { rating: 1 })),
    );
    const operations = Array.from({ length: 60 }, async (_, i) => {
      const { id, author } = authors[i % authors.length]!;
      const rating = 1 + Math.floor(Math.random() * 5);
      if (Math.random() < 0.6) return (await patch(course, id, { rating }, author)).status;
      if (Math.random() < 0.5) return (await remove(course, id, author)).status;
      return (await review(academy, course, author, { rating })).status;
    });
    const statuses = new Set(await Promise.all(operations));
    expect([...statuses].filter((status) => ![200, 201, 404, 409, 503].includes(status))).toEqual([]);
    const filter = { course_id: new Types.ObjectId(course.id), status: 'visible' };
    const stored = await academy.collection('course', 'reviews').find(filter).toArray();
    const stars = [1, 2, 3, 4, 5].map((star) => stored.filter(({ rating }) => rating === star).length);
    const sum = stars.reduce((total, count, i) => total + count * (i + 1), 0);
    const average =
      stored.length === 0 ? 0 : Math.floor((200 * sum + stored.length) / (2 * stored.length)) / 100;
    await expectStars(course, stars, average);
    const report = await withServiceContext(definition, academy.env, rebuildCounters);
    expect([report.ratings, report.votes]).toEqual([[], []]);
  });

  it('is mended by a recount, which says what was wrong; so are votes', async () => {
    const course = await teach(academy, instructor);
    const { id } = await reviewed(academy, course, { rating: 4 });
    await expectStars(course, [0, 0, 0, 1, 0], 4);
    const _id = new Types.ObjectId(course.id);
    const wrong = { reviews_count: 7, average_rating: 1.5, 'rating_counts.1': 6 };
    await academy.collection('course', 'courses').updateOne({ _id }, { $set: wrong });
    await academy
      .collection('course', 'reviews')
      .updateOne({ _id: new Types.ObjectId(id) }, { $set: { helpful_count: 3 } });
    const report = await withServiceContext(definition, academy.env, rebuildCounters);
    expect(report.ratings).toMatchObject([
      { course_id: course.id, kept: { reviews_count: 7 }, counted: { reviews_count: 1 } },
    ]);
    expect(report.votes).toEqual([id]);
    await expectStars(course, [0, 0, 0, 1, 0], 4);
  });

  it('orders and filters the catalogue, and makes the instructor’s own', async () => {
    const teacher = await academy.newInstructor();
    const better = await teach(academy, teacher, { title: 'Rated better', language: 'fr', domain: 'R' });
    const worse = await teach(academy, teacher, { title: 'Rated worse', language: 'fr', domain: 'R' });
    await reviewed(academy, worse, { rating: 3 });
    await reviewed(academy, better, { rating: 5 });
    await reviewed(academy, better, { rating: 4 });
    const idsOf = async (query: string) =>
      (await academy.api.get(`/courses?domain=R&${query}`)).body.data.courses.map(
        (course: { _id: string }) => course._id,
      );
    await academy.eventually(async () => {
      expect(await idsOf('sort_by=rating')).toEqual([better.id, worse.id]);
      expect(await idsOf('rating=4')).toEqual([better.id]);
      const { user } = (await academy.api.get(`/auth/users/${teacher.user_id}`)).body.data;
      expect(user.instructor_info).toMatchObject({ total_courses: 2, rating: 4 });
    });
  });
});

describe('GET /courses/:id/reviews', () => {
  it('sorts, filters and pages', async () => {
    const course = await teach(academy, instructor);
    const ratings = [3, 5, 3, 1];
    const ids: string[] = [];
    for (const rating of ratings) ids.push((await reviewed(academy, course, { rating })).id);
    const voter = await academy.newLearner();
    await academy.api.put(`/courses/${course.id}/reviews/${ids[2]}/helpful`, undefined, {
      token: voter.token,
    });
    await expectStars(course, [1, 0, 2, 0, 1], 3);
    const idsOf = async (query: string) =>
      (await list(course, query)).reviews.map(({ _id }: { _id: string }) => ids.indexOf(_id));
    expect(await idsOf('')).toEqual([3, 2, 1, 0]);
    expect(await idsOf('?sort=rating')).toEqual([1, 2, 0, 3]);
    expect(await idsOf('?sort=helpful')).toEqual([2, 3, 1, 0]);
    expect(await idsOf('?rating=3')).toEqual([2, 0]);
    expect(await idsOf('?rating=3&sort=helpful')).toEqual([2, 0]);
    expect(await idsOf('?rating=3&sort=rating')).toEqual([2, 0]);
    expect(await idsOf('?page=2&limit=3')).toEqual([0]);
    expect((await list(course, '?limit=3')).pagination).toEqual({ page: 1, limit: 3, total: 4, pages: 2 });
    expect((await list(course, '?rating=3')).pagination.total).toBe(2);
    const few = (await pageOf(course)).reviews.map(({ _id }: { _id: string }) => ids.indexOf(_id));
    expect(few).toEqual([2, 3, 1]);
    for (const query of ['?sort=worst', '?rating=6', '?limit=101']) {
      expect((await academy.api.get(`/courses/${course.id}/reviews${query}`)).status).toBe(400);
    }
  });

  it('is cached under the keys that make it stale', async () => {
    const course = await teach(academy, instructor);
    const { headers } = await academy.api.get(`/courses/${course.id}/reviews`);
    expect(headers.get('surrogate-key')).toBe(`reviews:${course.id} course:${course.id}`);
    const known = { headers: { 'if-none-match': headers.get('etag')! } };
    expect((await academy.api.get(`/courses/${course.id}/reviews`, known)).status).toBe(304);
  });

  it('is closed where the course is: drafts and archived ones', async () => {
    const course = await teach(academy, instructor);
    await reviewed(academy, course);
    await academy.api.delete(`/courses/${course.id}`, { token: instructor.token });
    await academy.eventually(async () =>
      expect(refusal(await academy.api.get(`/courses/${course.id}/reviews`))).toEqual([
        404,
        'COURSE_NOT_FOUND',
      ]),
    );
    const options = { token: instructor.token };
    expect((await academy.api.get(`/courses/${course.id}/reviews`, options)).status).toBe(200);
    expect((await academy.api.get(`/courses/${MISSING}/reviews`)).status).toBe(404);
  });

  it('names authors as their profile wants it, and no longer when they are gone', async () => {
    const course = await teach(academy, instructor);
    const { author } = await reviewed(academy, course);
    const shown = async () => (await list(course)).reviews[0].author;
    expect(await shown()).toEqual({ display_name: 'Ada T.', user_id: null });
    await academy.api.put('/profile', { name_display: 'full' }, { token: author.token });
    const full = { display_name: 'Ada Test', user_id: author.user_id };
    await academy.eventually(async () => expect(await shown()).toEqual(full));
    const admin = await academy.admin();
    await academy.api.put(`/admin/users/${author.user_id}`, { status: 'deleted' }, { token: admin.token });
    await academy.eventually(async () => expect(await shown()).toEqual({ display_name: '', user_id: null }));
  });
});

describe('verified', () => {
  const isVerified = async (course: TaughtCourse) => (await list(course)).reviews[0].verified as boolean;

  it('ends when the author leaves, and comes back with them', async () => {
    const course = await teach(academy, instructor);
    const { author } = await reviewed(academy, course);
    await academy.api.delete(`/courses/${course.id}/enroll`, { token: author.token });
    await academy.eventually(async () => expect(await isVerified(course)).toBe(false));
    expect((await list(course)).reviews).toHaveLength(1);
    await academy.api.post(`/courses/${course.id}/enroll`, undefined, { token: author.token });
    await academy.eventually(async () => expect(await isVerified(course)).toBe(true));
  });

  it('ends with a refund, and not with another right to the course or with a plan that ran out', async () => {
    const course = await teach(academy, instructor, { price: 20 });
    const author = await academy.newLearner();
    const { user_id } = author;
    const bought = await payment.tell({ user_id, course_id: course.id, source: 'purchase' });
    await begin(academy, course, author);
    await review(academy, course, author);
    const gift = await payment.tell({ user_id, course_id: course.id, source: 'gift' });
    await payment.tell({ ...bought, active: false, version: bought.version + 1 });
    const refunded = async () => {
      const copy = await academy
        .collection('course', 'entitlements')
        .findOne({ _id: new Types.ObjectId(bought.entitlement_id) });
      expect(copy?.active).toBe(false);
    };
    await academy.eventually(refunded);
    expect(await isVerified(course)).toBe(true);
    await payment.tell({ ...gift, active: false, version: gift.version + 1 });
    await academy.eventually(async () => expect(await isVerified(course)).toBe(false));
  });
});

describe('parallel edits of one review', () => {
  it('end in one of them, and count once', async () => {
    const course = await teach(academy, instructor);
    const { id, author } = await reviewed(academy, course, { rating: 1 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => patch(course, id, { rating: (i % 5) + 1 }, author)),
    );
    // 503: a busy machine did not answer in time. Whatever became of the edit, it counts once.
    expect(answers.map(({ status }) => status).filter((status) => ![200, 503].includes(status))).toEqual([]);
    const { rating } = (await own(course, author)).body.data.review as { rating: number };
    const stars = [1, 2, 3, 4, 5].map((star) => Number(star === rating));
    await expectStars(course, stars, rating);
  });
});
