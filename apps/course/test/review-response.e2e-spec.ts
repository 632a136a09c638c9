import { Types } from 'mongoose';
import { startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { review, reviewed } from './review-fixtures';
import { teach, untilAnswered, type TaughtCourse } from './taught-course';

const MISSING = '0123456789abcdef01234567';

let academy: Academy;
let instructor: TestUser;
let other: TestUser;
let admin: TestUser;
let course: TaughtCourse;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  [instructor, other, admin] = await Promise.all([
    academy.newInstructor(),
    academy.newInstructor(),
    academy.admin(),
  ]);
  course = await teach(academy, instructor);
});
afterAll(() => academy?.stop());

const refusal = ({ status, body }: ApiAnswer) => [status, body.error.code];
const pathOf = (id: string, part: string) => `/courses/${course.id}/reviews/${id}/${part}`;
const shown = async (id: string) => {
  const { body } = await academy.api.get(`/courses/${course.id}/reviews?limit=100`);
  return body.data.reviews.find(({ _id }: { _id: string }) => _id === id);
};
const summary = async () => (await academy.api.get(`/courses/${course.id}/reviews`)).body.data.summary;

describe('PUT and DELETE /courses/:id/reviews/:review_id/reply', () => {
  const answer = (id: string, { token }: TestUser, text = 'Thank you.') =>
    academy.api.put(pathOf(id, 'reply'), { text }, { token });

  it('answer, change the answer and withdraw it', async () => {
    const { id } = await reviewed(academy, course);
    const first = await answer(id, instructor);
    expect(first.status).toBe(200);
    expect(first.body.data.review.reply).toEqual({
      text: 'Thank you.',
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    await academy.eventually(async () => expect((await shown(id)).reply.text).toBe('Thank you.'));
    const second = await answer(id, admin, 'Thank you all.');
    expect(second.body.data.review.reply).toMatchObject({
      text: 'Thank you all.',
      created_at: first.body.data.review.reply.created_at,
    });
    for (let time = 1; time <= 2; time += 1) {
      const withdrawn = await academy.api.delete(pathOf(id, 'reply'), { token: instructor.token });
      expect([withdrawn.status, withdrawn.body.data.review.reply]).toEqual([200, null]);
    }
    await academy.eventually(async () => expect((await shown(id)).reply).toBeNull());
  });

  it('are for those who manage the course', async () => {
    const { id, author } = await reviewed(academy, course);
    expect(refusal(await answer(id, other))).toEqual([403, 'COURSE_NOT_OWNER']);
    expect(refusal(await answer(id, author))).toEqual([403, 'INSTRUCTOR_REQUIRED']);
    expect((await academy.api.put(pathOf(id, 'reply'), { text: 'x' })).status).toBe(401);
    expect(refusal(await answer(MISSING, instructor))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect(refusal(await answer(id, instructor, ' '))).toEqual([400, 'VALIDATION_FAILED']);
    expect(refusal(await answer(id, instructor, 'x'.repeat(2_001)))).toEqual([400, 'VALIDATION_FAILED']);
    const elsewhere = `/courses/${MISSING}/reviews/${id}/reply`;
    const answers = [
      await academy.api.put(elsewhere, { text: 'x' }, { token: instructor.token }),
      await academy.api.delete(elsewhere, { token: instructor.token }),
    ];
    for (const refused of answers) expect(refusal(refused)).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect(refusal(await academy.api.delete(pathOf(id, 'reply'), { token: other.token }))).toEqual([
      403,
      'COURSE_NOT_OWNER',
    ]);
  });
});

describe('PUT and DELETE /courses/:id/reviews/:review_id/helpful', () => {
  const vote = (id: string, { token }: TestUser) =>
    academy.api.put(pathOf(id, 'helpful'), undefined, { token });
  const unvote = (id: string, { token }: TestUser) => academy.api.delete(pathOf(id, 'helpful'), { token });

  it('count a voter once however often they say so', async () => {
    const { id } = await reviewed(academy, course);
    const voter = await academy.newLearner();
    for (let time = 1; time <= 2; time += 1) {
      const { status, body } = await vote(id, voter);
      expect([status, body.data.review.helpful_count]).toEqual([200, 1]);
    }
    await academy.eventually(async () => expect((await shown(id)).helpful_count).toBe(1));
    for (let time = 1; time <= 2; time += 1)
      expect((await unvote(id, voter)).body.data.review.helpful_count).toBe(0);
  });

  it('count exactly when 50 come at once, of ten people who waver', async () => {
    const { id } = await reviewed(academy, course);
    const voters = await Promise.all(Array.from({ length: 10 }, () => academy.newLearner()));
    const all = Array.from({ length: 50 }, (_, i) => voters[i % 10]!);
    const votes = await Promise.all(all.map((voter) => untilAnswered(() => vote(id, voter))));
    expect(new Set(votes.map(({ status }) => status))).toEqual(new Set([200]));
    await academy.eventually(async () => expect((await shown(id)).helpful_count).toBe(10));
    await Promise.all(all.map((voter, i) => untilAnswered(() => (i % 2 ? vote : unvote)(id, voter))));
    const stored = await academy.collection('course', 'reviews').findOne({ _id: new Types.ObjectId(id) });
    expect(stored?.helpful_count).toBe(stored?.helpful_by.length);
    // Of ten, each either voted or unvoted every time: the odd ones are in it.
    expect(stored?.helpful_count).toBe(5);
  });

  it('refuse one’s own review, and those that are not shown', async () => {
    const { id, author } = await reviewed(academy, course);
    expect(refusal(await vote(id, author))).toEqual([403, 'OWN_REVIEW_VOTE']);
    expect(refusal(await unvote(id, author))).toEqual([403, 'OWN_REVIEW_VOTE']);
    expect(refusal(await vote(MISSING, author))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect((await academy.api.put(pathOf(id, 'helpful'))).status).toBe(401);
    expect((await academy.api.delete(pathOf(id, 'helpful'))).status).toBe(401);
    expect((await academy.api.put(pathOf(id, 'helpful'), { by: 9 }, { token: other.token })).status).toBe(
      400,
    );
    await academy.api.delete(`/courses/${course.id}/reviews/${id}`, { token: author.token });
    expect(refusal(await vote(id, other))).toEqual([404, 'REVIEW_NOT_FOUND']);
  });
});

describe('POST /courses/:id/reviews/:review_id/reports and the moderators', () => {
  const report = (id: string, { token }: TestUser, body: object = { reason: 'spam' }) =>
    academy.api.post(pathOf(id, 'reports'), body, { token });
  const moderate = (id: string, decision: string, reason = 'We have looked at it.') =>
    academy.api.post(`/admin/reviews/${id}/moderation`, { decision, reason }, { token: admin.token });
  const reported = async (state = 'reported') =>
    (await academy.api.get(`/admin/reviews?state=${state}&limit=100`, { token: admin.token })).body.data
      .reviews;
  const idsOf = (reviews: { _id: string }[]) => reviews.map(({ _id }) => _id);

  it('takes one report a user, of 20 at once', async () => {
    const { id, author } = await reviewed(academy, course);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        untilAnswered(() => report(id, other, { reason: 'fake', comment: 'No.' })),
      ),
    );
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(refusal).map(String))).toEqual(new Set(['409,REVIEW_ALREADY_REPORTED']));
    await report(id, instructor, { reason: 'other' });
    const [found] = (await reported()).filter(({ _id }: { _id: string }) => _id === id);
    expect(found).toMatchObject({
      author_id: author.user_id,
      open_reports: 2,
      status: 'visible',
      moderation: null,
    });
    expect(found.reports[0]).toMatchObject({ user_id: other.user_id, reason: 'fake', comment: 'No.' });
    const kept = await moderate(id, 'keep');
    expect(kept.body.data.review).toMatchObject({ status: 'visible', open_reports: 0 });
    expect(idsOf(await reported())).not.toContain(id);
  });

  it('refuses reports of oneself, without a reason, and of what is not there', async () => {
    const { id, author } = await reviewed(academy, course);
    expect(refusal(await report(id, author))).toEqual([403, 'OWN_REVIEW_REPORT']);
    expect(refusal(await report(id, other, { reason: 'dislike' }))).toEqual([400, 'VALIDATION_FAILED']);
    expect(refusal(await report(id, other, {}))).toEqual([400, 'VALIDATION_FAILED']);
    expect(refusal(await report(MISSING, other))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect((await academy.api.post(pathOf(id, 'reports'), { reason: 'spam' })).status).toBe(401);
  });

  it('hides and restores: in no list and no average meanwhile, but before its author’s eyes', async () => {
    const { id, author } = await reviewed(academy, course, { rating: 1 });
    const counted = await academy.eventually(async () => {
      const now = await summary();
      expect(now.distribution[1]).toBe(1);
      return now;
    });
    await report(id, other, { reason: 'offensive' });
    const hidden = await moderate(id, 'hide', 'It insults people.');
    expect(hidden.body.data.review).toMatchObject({
      status: 'hidden',
      open_reports: 0,
      moderation: { decision: 'hide', reason: 'It insults people.', by: admin.user_id },
    });
    await academy.eventually(async () => {
      expect(await shown(id)).toBeUndefined();
      const now = await summary();
      expect([now.reviews_count, now.distribution[1]]).toEqual([counted.reviews_count - 1, 0]);
    });
    expect(idsOf(await reported('hidden'))).toContain(id);
    const mine = await academy.api.get(`/courses/${course.id}/reviews/mine`, { token: author.token });
    expect(mine.body.data.review).toMatchObject({ status: 'hidden', hidden_reason: 'It insults people.' });
    expect(refusal(await report(id, instructor))).toEqual([404, 'REVIEW_NOT_FOUND']);
    const edit = { rating: 2, comment: 'Edited while it was hidden.' };
    const edited = await academy.api.patch(`/courses/${course.id}/reviews/${id}`, edit, {
      token: author.token,
    });
    expect(edited.body.data.review.status).toBe('hidden');
    // Deleting and writing anew does not bring it back.
    await academy.api.delete(`/courses/${course.id}/reviews/${id}`, { token: author.token });
    expect(refusal(await moderate(id, 'restore'))).toEqual([404, 'REVIEW_NOT_FOUND']);
    const anew = await review(academy, course, author, { rating: 2 });
    expect([anew.status, anew.body.data.review.status]).toEqual([201, 'hidden']);
    expect((await moderate(id, 'keep')).body.data.review.status).toBe('hidden');
    await moderate(id, 'restore');
    await academy.eventually(async () => {
      expect(await shown(id)).toMatchObject({ rating: 2 });
      expect(await summary()).toMatchObject({ reviews_count: counted.reviews_count });
    });
    expect(idsOf(await reported('hidden'))).not.toContain(id);
  });

  it('is the administrators’ alone', async () => {
    const { id } = await reviewed(academy, course);
    const token = instructor.token;
    const body = { decision: 'hide', reason: 'I do not like it.' };
    expect(refusal(await academy.api.get('/admin/reviews', { token }))).toEqual([403, 'ADMIN_REQUIRED']);
    expect(refusal(await academy.api.post(`/admin/reviews/${id}/moderation`, body, { token }))).toEqual([
      403,
      'ADMIN_REQUIRED',
    ]);
    expect((await academy.api.get('/admin/reviews')).status).toBe(401);
    expect((await academy.api.post(`/admin/reviews/${id}/moderation`, body)).status).toBe(401);
    expect(refusal(await moderate(MISSING, 'hide'))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect(refusal(await moderate(id, 'burn'))).toEqual([400, 'VALIDATION_FAILED']);
    expect(refusal(await moderate(id, 'hide', ''))).toEqual([400, 'VALIDATION_FAILED']);
    expect((await academy.api.get('/admin/reviews?state=odd', { token: admin.token })).status).toBe(400);
  });
});
