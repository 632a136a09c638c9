import { Types } from 'mongoose';
import type { Academy, TestUser } from '@har/testing';
import { codeOf, contentsOf, TalkedCourse, type Discussion } from './discussion';
import { expectOk, teach, textLesson, untilAnswered } from './taught-course';

const NOTHING = 'f'.repeat(24);

let place: TalkedCourse;
let academy: Academy;
let talk: Discussion;
let instructor: TestUser;
let learners: readonly TestUser[];
let ada: TestUser;
let ben: TestUser;
let lesson: string;

beforeAll(async () => {
  place = await TalkedCourse.start();
  ({ academy, talk, instructor, learners, lesson } = place);
  [ada, ben] = learners as [TestUser, TestUser];
});
afterAll(() => place?.stop());

describe('POST /lessons/:lesson_id/comments', () => {
  it('asks a question, which waits for an answer', async () => {
    const { status, body } = await talk.post(ada, lesson, { content: '  Why\r\n\n\n\n<b>so</b>?\u202e ' });
    expect(status).toBe(201);
    expect(body.data.comment).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      parent_id: null,
      course_id: place.course.id,
      lesson_id: lesson,
      author: { user_id: ada.user_id, name: 'Ada Test', is_staff: false },
      content: 'Why\n\n<b>so</b>?',
      mentions: [],
      votes_count: 0,
      voted: false,
      state: 'open',
      replies_count: 0,
      official_answer: null,
      is_deleted: false,
      created_at: expect.any(String),
      edited_at: null,
    });
  });

  it('replies, and a reply to a reply joins the thread and mentions its author', async () => {
    const question = await talk.ask(ada, lesson);
    const reply = await talk.reply(ben, lesson, question._id, 'I think so.');
    expect(reply).toMatchObject({
      parent_id: question._id,
      in_reply_to: null,
      mentions: [],
      is_pinned: false,
    });
    const nested = await talk.reply(ada, lesson, reply._id, 'Thanks.');
    expect(nested).toMatchObject({
      parent_id: question._id,
      in_reply_to: reply._id,
      mentions: [{ user_id: ben.user_id, name: 'Ben Test' }],
    });
    expect(await talk.question(ada, question._id)).toMatchObject({ replies_count: 2, state: 'open' });
    const own = await talk.reply(ada, lesson, nested._id, 'One more thing.');
    expect(own.mentions).toEqual([]);
  });

  it('is answered once the instructor has replied', async () => {
    const question = await talk.ask(ada, lesson);
    const answer = await talk.reply(instructor, lesson, question._id);
    expect(answer.author).toEqual({ user_id: instructor.user_id, name: 'Grace Hopper', is_staff: true });
    expect(await talk.question(ben, question._id)).toMatchObject({ state: 'answered', replies_count: 1 });
    expect((await talk.delete(instructor, answer._id)).status).toBe(200);
    expect(await talk.question(ben, question._id)).toMatchObject({ state: 'open', replies_count: 0 });
    expect(await talk.ask(instructor, lesson, 'Share your results here.')).toMatchObject({
      state: 'answered',
    });
  });

  it('mentions participants and nobody else', async () => {
    const under = await place.newLesson();
    const question = await talk.ask(ada, under, `@${instructor.user_id} and not ada@${ben.user_id}`);
    expect(question.mentions).toEqual([{ user_id: instructor.user_id, name: 'Grace Hopper' }]);
    const mention = { content: `@${ada.user_id.toUpperCase()}, @${ada.user_id}`, parent_id: question._id };
    const { body } = await talk.post(ben, under, mention);
    expect(body.data.comment.mentions).toEqual([{ user_id: ada.user_id, name: 'Ada Test' }]);
    const stranger = await talk.post(ada, under, { content: `@${learners[2]!.user_id}` });
    expect(codeOf(stranger)).toEqual([400, 'MENTION_NOT_PARTICIPANT']);
    expect(stranger.body.error.details).toEqual([
      { field: 'body.content', message: `@${learners[2]!.user_id}` },
    ]);
    const many = Array.from({ length: 11 }, () => `@${new Types.ObjectId().toHexString()}`).join(' ');
    expect(codeOf(await talk.post(ada, under, { content: many }))).toEqual([400, 'MENTION_NOT_PARTICIPANT']);
  });

  it.each([
    ['no content', {}],
    ['an empty content', { content: '' }],
    ['spaces', { content: ' \n ' }],
    ['nothing to see', { content: '\u200b\u202e' }],
    ['too much', { content: 'x'.repeat(5_001) }],
    ['a list', { content: ['x'] }],
    ['an operator', { content: { $gt: '' } }],
    ['an unknown field', { content: 'x', is_pinned: true }],
    ['a parent that is no id', { content: 'x', parent_id: 'x' }],
  ])('refuses %s', async (_what, body) => {
    expect(codeOf(await talk.post(ada, lesson, body))).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('refuses parents that are not there, elsewhere or deleted', async () => {
    const elsewhere = await talk.ask(ada, place.course.lesson_ids[1]!);
    const deleted = await talk.ask(ada, lesson);
    const reply = await talk.reply(ben, lesson, deleted._id);
    await talk.delete(ada, deleted._id);
    const post = (parent_id: string) => talk.post(ada, lesson, { content: 'x', parent_id });
    expect(codeOf(await post(NOTHING))).toEqual([404, 'COMMENT_NOT_FOUND']);
    expect(codeOf(await post(elsewhere._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
    expect(codeOf(await post(deleted._id))).toEqual([409, 'COMMENT_DELETED']);
    await talk.delete(ben, reply._id);
    expect(codeOf(await post(reply._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
  });

  it('posts once what is sent again under its idempotency key', async () => {
    const question = await talk.ask(ada, lesson);
    const body = { content: 'Once.', parent_id: question._id };
    const headers = { 'idempotency-key': 'reply-once' };
    const answers = await Promise.all(
      [1, 2].map(() => untilAnswered(() => talk.post(ben, lesson, body, headers))),
    );
    expect(new Set(answers.map((answer) => answer.body.data?.comment._id)).size).toBe(1);
    expect(await talk.question(ada, question._id)).toMatchObject({ replies_count: 1 });
  });
});

describe('who posts much at once', () => {
  it('is slowed down by the gateway', async () => {
    const { token } = await academy.newLearner();
    const post = () => academy.api.post(`/lessons/${lesson}/comments`, { content: 'Hello?' }, { token });
    const answers = await Promise.all(Array.from({ length: 21 }, post));
    const codes = answers.map(({ body }) => body.error.code as string).sort();
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(1);
  });
});

describe('who may read and write', () => {
  it('is who may open the lesson', async () => {
    const stranger = await academy.newLearner();
    const other = await academy.newInstructor();
    const question = await talk.ask(ada, lesson);
    expect((await academy.api.get(`/lessons/${lesson}/comments`)).status).toBe(401);
    expect((await academy.api.get(`/comments/${question._id}/replies`)).status).toBe(401);
    for (const user of [stranger, other]) {
      expect(codeOf(await talk.questions(user, lesson))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await talk.post(user, lesson, { content: 'x' }))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await talk.replies(user, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
      expect(codeOf(await talk.vote(user, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
      expect(codeOf(await talk.edit(user, question._id, 'x'))).toEqual([404, 'COMMENT_NOT_FOUND']);
      expect(codeOf(await talk.delete(user, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
    }
    expect(codeOf(await talk.questions(ada, NOTHING))).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(codeOf(await talk.questions(ada, 'x'))).toEqual([400, 'VALIDATION_FAILED']);
    expect(codeOf(await talk.replies(ada, NOTHING))).toEqual([404, 'COMMENT_NOT_FOUND']);
    expect((await talk.questions(await academy.admin(), lesson)).status).toBe(200);
  });

  it('hides drafts and what was deleted', async () => {
    const draft = await teach(academy, instructor, { publish: false });
    expect(codeOf(await talk.questions(ada, draft.lesson_ids[0]!))).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(codeOf(await talk.post(ada, draft.lesson_ids[0]!, { content: 'x' }))).toEqual([
      404,
      'LESSON_NOT_FOUND',
    ]);
    expect((await talk.questions(instructor, draft.lesson_ids[0]!)).status).toBe(200);
    const under = await place.newLesson();
    const question = await talk.ask(ada, under);
    const path = `/courses/${place.course.id}/modules/${place.course.module_id}/lessons/${under}`;
    expectOk(await academy.api.delete(path, { token: instructor.token }));
    expect(codeOf(await talk.questions(ada, under))).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(codeOf(await talk.replies(ada, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
    await academy.eventually(async () => {
      const inbox = await talk.inbox(instructor, `?limit=100&course_id=${place.course.id}`);
      expect(JSON.stringify(inbox.body)).not.toContain(question._id);
    });
    expect(await place.stored(question._id)).toMatchObject({ listed: false, lesson_gone: true });
  });

  it('ends with the right to a paid course', async () => {
    const paid = await teach(academy, instructor, { price: 20 });
    const under = paid.lesson_ids[0]!;
    const buyer = await academy.newLearner();
    const right = place.payment.hold({ user_id: buyer.user_id, course_id: paid.id });
    await place.join(buyer, paid.id);
    const question = await talk.ask(buyer, under);
    await place.payment.tell({ ...right, version: 2, active: false });
    await academy.eventually(async () => {
      expect(codeOf(await talk.questions(buyer, under))).toEqual([403, 'COURSE_ACCESS_ENDED']);
    });
    expect(codeOf(await talk.post(buyer, under, { content: 'x' }))).toEqual([403, 'COURSE_ACCESS_ENDED']);
    expect(codeOf(await talk.edit(buyer, question._id, 'x'))).toEqual([403, 'COURSE_ACCESS_ENDED']);
    expect((await talk.delete(buyer, question._id)).status).toBe(200);
  });

  it('lets visitors read under a free preview, and not write', async () => {
    const shown = await teach(academy, instructor, {
      price: 20,
      lessons: [textLesson({ is_free_preview: true })],
    });
    const under = shown.lesson_ids[0]!;
    const visitor = await academy.newLearner();
    const question = await talk.ask(instructor, under, 'Ask here.');
    expect(contentsOf(await talk.questions(visitor, under), 'questions')).toEqual(['Ask here.']);
    expect((await talk.replies(visitor, question._id)).status).toBe(200);
    expect(codeOf(await talk.post(visitor, under, { content: 'x' }))).toEqual([403, 'NOT_ENROLLED']);
  });
});

describe('PATCH /comments/:id', () => {
  it('corrects one’s own comment within its window', async () => {
    const question = await talk.ask(ada, lesson);
    const { status, body } = await talk.edit(ada, question._id, `Better, @${instructor.user_id}`);
    expect(status).toBe(200);
    expect(body.data.comment).toMatchObject({
      content: `Better, @${instructor.user_id}`,
      mentions: [{ user_id: instructor.user_id, name: 'Grace Hopper' }],
      edited_at: expect.any(String),
    });
    const reply = await talk.reply(ben, lesson, question._id);
    expect((await talk.edit(ben, reply._id, 'Corrected.')).body.data.comment.content).toBe('Corrected.');
    expect(codeOf(await talk.edit(ben, question._id, 'x'))).toEqual([403, 'COMMENT_NOT_OWN']);
    expect(codeOf(await talk.edit(instructor, question._id, 'x'))).toEqual([403, 'COMMENT_NOT_OWN']);
    expect(codeOf(await talk.edit(ada, NOTHING, 'x'))).toEqual([404, 'COMMENT_NOT_FOUND']);
    expect(codeOf(await talk.edit(ada, question._id, ''))).toEqual([400, 'VALIDATION_FAILED']);
    expect(codeOf(await talk.edit(ada, question._id, `@${NOTHING}`))).toEqual([
      400,
      'MENTION_NOT_PARTICIPANT',
    ]);
    expect((await academy.api.patch(`/comments/${question._id}`, { content: 'x' })).status).toBe(401);
  });

  it('refuses it when the window is over', async () => {
    const question = await talk.ask(ada, lesson);
    const created_at = new Date(Date.now() - 16 * 60_000);
    await academy
      .collection('course', 'comments')
      .updateOne({ _id: new Types.ObjectId(question._id) }, { $set: { created_at } });
    const late = await talk.edit(ada, question._id, 'Too late');
    expect(codeOf(late)).toEqual([403, 'COMMENT_EDIT_CLOSED']);
    expect(late.body.error.message).toContain('15 minutes');
  });
});

describe('DELETE /comments/:id', () => {
  it('takes the text away and keeps the replies', async () => {
    const under = await place.newLesson();
    const question = await talk.ask(ada, under, 'SECRET-QUESTION');
    const reply = await talk.reply(ben, under, question._id, 'still here');
    expect((await academy.api.delete(`/comments/${question._id}`)).status).toBe(401);
    expect(codeOf(await talk.delete(ben, question._id))).toEqual([403, 'COMMENT_NOT_OWN']);
    expect((await talk.delete(ada, question._id)).status).toBe(200);
    expect(codeOf(await talk.delete(ada, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
    const { body } = await talk.questions(ben, under);
    expect(body.data.questions).toMatchObject([
      { _id: question._id, author: null, content: '', is_deleted: true, state: 'answered', replies_count: 1 },
    ]);
    expect(contentsOf(await talk.replies(ben, question._id), 'replies')).toEqual(['still here']);
    expect(JSON.stringify(await place.stored(question._id))).not.toContain('SECRET-QUESTION');
    expect((await talk.delete(instructor, reply._id)).status).toBe(200);
    expect((await talk.questions(ben, under)).body.data.questions).toEqual([]);
    expect(codeOf(await talk.replies(ben, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
  });

  it('ends an official answer', async () => {
    const question = await talk.ask(ada, lesson);
    const reply = await talk.reply(ben, lesson, question._id);
    await talk.pin(instructor, reply._id);
    await talk.delete(ben, reply._id);
    expect(await talk.question(ada, question._id)).toMatchObject({
      official_answer: null,
      state: 'open',
      replies_count: 0,
    });
  });

  it('deletes once of 20 parallel requests', async () => {
    const question = await talk.ask(ada, lesson);
    const reply = await talk.reply(ben, lesson, question._id);
    const answers = await Promise.all(Array.from({ length: 20 }, () => talk.delete(ben, reply._id)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    await untilAnswered(() => talk.delete(ben, reply._id));
    await academy.eventually(async () =>
      expect(await talk.question(ada, question._id)).toMatchObject({ replies_count: 0 }),
    );
  });
});
