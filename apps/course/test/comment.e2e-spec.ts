import { Types } from 'mongoose';
import type { QuestionReply, ReplyReply } from '@har/contracts';
import { withServiceContext } from '@har/operations';
import { startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { definition } from '../src/course.app';
import { rebuildCounters } from '../src/rebuild-counters';
import { Discussion } from './discussion';
import { PaymentStandIn } from './payment-stand-in';
import { expectOk, teach, textLesson, type TaughtCourse } from './taught-course';

const NOTHING = 'f'.repeat(24);

let academy: Academy;
let payment: PaymentStandIn;
let talk: Discussion;
let instructor: TestUser;
let learners: TestUser[];
let ada: TestUser;
let ben: TestUser;
let course: TaughtCourse;
let lesson: string;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'], replicas: { course: 2 } });
  payment = await new PaymentStandIn(academy).start();
  talk = new Discussion(academy, 2);
  instructor = await academy.newInstructor({ first_name: 'Grace', last_name: 'Hopper' });
  course = await teach(academy, instructor);
  lesson = course.lesson_ids[0]!;
  learners = await Promise.all(
    ['Ada', 'Ben', 'Cleo', 'Dora', 'Eli'].map((first_name) => academy.newLearner({ first_name })),
  );
  await Promise.all(learners.map((learner) => join(learner)));
  [ada, ben] = learners as [TestUser, TestUser];
});
afterAll(async () => {
  await payment?.stop();
  await academy?.stop();
});

const join = async ({ token }: TestUser, id = course.id) =>
  expectOk(await academy.api.post(`/courses/${id}/enroll`, undefined, { token }));
const codeOf = ({ status, body }: ApiAnswer) => [status, body.error?.code];
const newLesson = async (): Promise<string> => {
  const path = `/courses/${course.id}/modules/${course.module_id}/lessons`;
  const added = expectOk(await academy.api.post(path, textLesson(), { token: instructor.token }));
  return added.body.data.lesson._id as string;
};
const stored = (id: string) =>
  academy.collection('course', 'comments').findOne({ _id: new Types.ObjectId(id) });
const contentsOf = ({ body }: ApiAnswer, list: 'questions' | 'replies') =>
  (body.data[list] as { content: string }[]).map(({ content }) => content);

describe('POST /lessons/:lesson_id/comments', () => {
  it('asks a question, which waits for an answer', async () => {
    const { status, body } = await talk.post(ada, lesson, { content: '  Why\r\n\n\n\n<b>so</b>?\u202e ' });
    expect(status).toBe(201);
    expect(body.data.comment).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      parent_id: null,
      course_id: course.id,
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
    const place = await newLesson();
    const question = await talk.ask(ada, place, `@${instructor.user_id} and not ada@${ben.user_id}`);
    expect(question.mentions).toEqual([{ user_id: instructor.user_id, name: 'Grace Hopper' }]);
    const mention = { content: `@${ada.user_id.toUpperCase()}, @${ada.user_id}`, parent_id: question._id };
    const { body } = await talk.post(ben, place, mention);
    expect(body.data.comment.mentions).toEqual([{ user_id: ada.user_id, name: 'Ada Test' }]);
    const stranger = await talk.post(ada, place, { content: `@${learners[2]!.user_id}` });
    expect(codeOf(stranger)).toEqual([400, 'MENTION_NOT_PARTICIPANT']);
    expect(stranger.body.error.details).toEqual([
      { field: 'body.content', message: `@${learners[2]!.user_id}` },
    ]);
    const many = Array.from({ length: 11 }, () => `@${new Types.ObjectId().toHexString()}`).join(' ');
    expect(codeOf(await talk.post(ada, place, { content: many }))).toEqual([400, 'MENTION_NOT_PARTICIPANT']);
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
    const elsewhere = await talk.ask(ada, course.lesson_ids[1]!);
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
    const answers = await Promise.all([1, 2].map(() => talk.post(ben, lesson, body, headers)));
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
      expect(codeOf(await talk.replies(user, question._id))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await talk.post(user, lesson, { content: 'x' }))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await talk.vote(user, question._id))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await talk.edit(user, question._id, 'x'))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await talk.delete(user, question._id))).toEqual([403, 'NOT_ENROLLED']);
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
    const place = await newLesson();
    const question = await talk.ask(ada, place);
    const path = `/courses/${course.id}/modules/${course.module_id}/lessons/${place}`;
    expectOk(await academy.api.delete(path, { token: instructor.token }));
    expect(codeOf(await talk.questions(ada, place))).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(codeOf(await talk.replies(ada, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
    await academy.eventually(async () => {
      const inbox = await talk.inbox(instructor, `?limit=100&course_id=${course.id}`);
      expect(JSON.stringify(inbox.body)).not.toContain(question._id);
    });
    expect(await stored(question._id)).toMatchObject({ listed: false, lesson_gone: true });
  });

  it('ends with the right to a paid course', async () => {
    const paid = await teach(academy, instructor, { price: 20 });
    const place = paid.lesson_ids[0]!;
    const buyer = await academy.newLearner();
    const right = payment.hold({ user_id: buyer.user_id, course_id: paid.id });
    await join(buyer, paid.id);
    const question = await talk.ask(buyer, place);
    await payment.tell({ ...right, version: 2, active: false });
    await academy.eventually(async () => {
      expect(codeOf(await talk.questions(buyer, place))).toEqual([403, 'COURSE_ACCESS_ENDED']);
    });
    expect(codeOf(await talk.post(buyer, place, { content: 'x' }))).toEqual([403, 'COURSE_ACCESS_ENDED']);
    expect(codeOf(await talk.edit(buyer, question._id, 'x'))).toEqual([403, 'COURSE_ACCESS_ENDED']);
    expect((await talk.delete(buyer, question._id)).status).toBe(200);
  });

  it('lets visitors read under a free preview, and not write', async () => {
    const shown = await teach(academy, instructor, {
      price: 20,
      lessons: [textLesson({ is_free_preview: true })],
    });
    const place = shown.lesson_ids[0]!;
    const visitor = await academy.newLearner();
    const question = await talk.ask(instructor, place, 'Ask here.');
    expect(contentsOf(await talk.questions(visitor, place), 'questions')).toEqual(['Ask here.']);
    expect((await talk.replies(visitor, question._id)).status).toBe(200);
    expect(codeOf(await talk.post(visitor, place, { content: 'x' }))).toEqual([403, 'NOT_ENROLLED']);
  });
});

describe('GET /lessons/:lesson_id/comments', () => {
  it('orders by official answer, votes and age, pages and filters', async () => {
    const place = await newLesson();
    const asked: QuestionReply[] = [];
    for (const content of ['first', 'second', 'third', 'fourth'])
      asked.push(await talk.ask(ada, place, content));
    const [first, second, third] = asked as [QuestionReply, QuestionReply, QuestionReply];
    await talk.vote(ben, third._id);
    await talk.vote(learners[2]!, third._id);
    await talk.vote(ben, second._id);
    const answer = await talk.reply(instructor, place, first._id, 'the answer');
    await talk.pin(instructor, answer._id);
    const read = async (query: string) => contentsOf(await talk.questions(ben, place, query), 'questions');
    expect(await read('')).toEqual(['first', 'third', 'second', 'fourth']);
    expect(await read('?sort=votes')).toEqual(['third', 'second', 'fourth', 'first']);
    expect(await read('?sort=newest')).toEqual(['fourth', 'third', 'second', 'first']);
    expect(await read('?sort=newest&limit=3&page=2')).toEqual(['first']);
    expect(await read('?state=answered')).toEqual(['first']);
    const page = await talk.questions(ben, place, '?limit=3');
    expect(page.body.pagination).toEqual({ page: 1, limit: 3, total: 4, pages: 2 });
    const [top, voted] = page.body.data.questions as QuestionReply[];
    expect(top).toMatchObject({ voted: false, official_answer: { content: 'the answer', is_pinned: true } });
    expect(voted).toMatchObject({ voted: true, votes_count: 2 });
    expect((await talk.questions(ben, place, '?sort=best')).status).toBe(400);
  });
});

describe('GET /comments/:id/replies', () => {
  it('pages replies in their orders, the official answer first', async () => {
    const question = await talk.ask(ada, lesson);
    const replies: ReplyReply[] = [];
    for (const content of ['one', 'two', 'three', 'four'])
      replies.push(await talk.reply(ben, lesson, question._id, content));
    await talk.vote(ada, replies[1]!._id);
    await talk.pin(instructor, replies[2]!._id);
    const read = async (query: string) => contentsOf(await talk.replies(ada, question._id, query), 'replies');
    expect(await read('')).toEqual(['three', 'two', 'four', 'one']);
    expect(await read('?sort=newest')).toEqual(['three', 'four', 'two', 'one']);
    expect(await read('?sort=oldest')).toEqual(['three', 'one', 'two', 'four']);
    expect(await read('?sort=oldest&limit=2')).toEqual(['three', 'one']);
    expect(await read('?sort=oldest&limit=2&page=2')).toEqual(['two', 'four']);
    expect(await read('?limit=1')).toEqual(['three']);
    expect(await read('?limit=1&page=2')).toEqual(['two']);
    const page = await talk.replies(ada, replies[0]!._id, '?limit=3');
    expect(page.body.pagination).toEqual({ page: 1, limit: 3, total: 4, pages: 2 });
    expect(page.body.data.question).toMatchObject({ _id: question._id, replies_count: 4 });
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
    const place = await newLesson();
    const question = await talk.ask(ada, place, 'SECRET-QUESTION');
    const reply = await talk.reply(ben, place, question._id, 'still here');
    expect((await academy.api.delete(`/comments/${question._id}`)).status).toBe(401);
    expect(codeOf(await talk.delete(ben, question._id))).toEqual([403, 'COMMENT_NOT_OWN']);
    expect((await talk.delete(ada, question._id)).status).toBe(200);
    expect(codeOf(await talk.delete(ada, question._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
    const { body } = await talk.questions(ben, place);
    expect(body.data.questions).toMatchObject([
      { _id: question._id, author: null, content: '', is_deleted: true, state: 'answered', replies_count: 1 },
    ]);
    expect(contentsOf(await talk.replies(ben, question._id), 'replies')).toEqual(['still here']);
    expect(JSON.stringify(await stored(question._id))).not.toContain('SECRET-QUESTION');
    expect((await talk.delete(instructor, reply._id)).status).toBe(200);
    expect((await talk.questions(ben, place)).body.data.questions).toEqual([]);
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
    await academy.eventually(async () =>
      expect(await talk.question(ada, question._id)).toMatchObject({ replies_count: 0 }),
    );
  });
});

describe('PUT and DELETE /comments/:id/vote', () => {
  it('counts each voter once', async () => {
    const question = await talk.ask(ada, lesson);
    const vote = await talk.vote(ben, question._id);
    expect([vote.status, vote.body.data]).toEqual([200, { votes_count: 1, voted: true }]);
    expect((await talk.vote(ben, question._id)).body.data).toEqual({ votes_count: 1, voted: true });
    expect((await talk.withdraw(ben, question._id)).body.data).toEqual({ votes_count: 0, voted: false });
    expect((await talk.withdraw(ben, question._id)).body.data).toEqual({ votes_count: 0, voted: false });
    expect(codeOf(await talk.vote(ada, question._id))).toEqual([400, 'OWN_COMMENT_VOTE']);
    expect(codeOf(await talk.vote(ada, NOTHING))).toEqual([404, 'COMMENT_NOT_FOUND']);
    expect((await academy.api.put(`/comments/${question._id}/vote`)).status).toBe(401);
    expect((await academy.api.delete(`/comments/${question._id}/vote`)).status).toBe(401);
  });

  it('is exact under 50 parallel votes', async () => {
    const question = await talk.ask(ada, lesson);
    const voters = [ben, learners[2]!, learners[3]!, learners[4]!, instructor];
    const votes = Array.from({ length: 50 }, (_, i) => talk.vote(voters[i % voters.length]!, question._id));
    await Promise.all(votes);
    await academy.eventually(async () => {
      for (const voter of voters) await talk.vote(voter, question._id);
      expect(await talk.question(ada, question._id)).toMatchObject({ votes_count: 5 });
    });
    const withdrawn = Array.from({ length: 50 }, () => talk.withdraw(ben, question._id));
    await Promise.all(withdrawn);
    await talk.withdraw(ben, question._id);
    expect(await talk.question(ben, question._id)).toMatchObject({ votes_count: 4, voted: false });
  });
});

describe('POST and DELETE /comments/:id/pin', () => {
  it('pins the official answer for those who manage the course', async () => {
    const question = await talk.ask(ada, lesson);
    const [first, second] = [
      await talk.reply(ben, lesson, question._id, 'first'),
      await talk.reply(ben, lesson, question._id, 'second'),
    ];
    const pinned = await talk.pin(instructor, first._id);
    expect(pinned.status).toBe(200);
    expect(pinned.body.data.question).toMatchObject({
      _id: question._id,
      state: 'answered',
      official_answer: { _id: first._id, is_pinned: true },
    });
    expect((await talk.pin(instructor, first._id)).status).toBe(200);
    expect(codeOf(await talk.pin(instructor, second._id))).toEqual([409, 'ANSWER_ALREADY_PINNED']);
    expect((await talk.unpin(instructor, second._id)).body.data.question.official_answer._id).toBe(first._id);
    const unpinned = await talk.unpin(instructor, first._id);
    expect(unpinned.body.data.question).toMatchObject({ state: 'open', official_answer: null });
    expect((await talk.pin(await academy.admin(), second._id)).status).toBe(200);
  });

  it('refuses everybody else, and what is no answer', async () => {
    const question = await talk.ask(ada, lesson);
    const reply = await talk.reply(ben, lesson, question._id);
    const other = await academy.newInstructor();
    expect((await academy.api.post(`/comments/${reply._id}/pin`)).status).toBe(401);
    expect((await academy.api.delete(`/comments/${reply._id}/pin`)).status).toBe(401);
    expect(codeOf(await talk.pin(ada, reply._id))).toEqual([403, 'INSTRUCTOR_REQUIRED']);
    expect(codeOf(await talk.unpin(ben, reply._id))).toEqual([403, 'INSTRUCTOR_REQUIRED']);
    expect(codeOf(await talk.pin(other, reply._id))).toEqual([403, 'COURSE_NOT_OWNER']);
    expect(codeOf(await talk.pin(instructor, question._id))).toEqual([400, 'COMMENT_NOT_ANSWER']);
    expect(codeOf(await talk.pin(instructor, NOTHING))).toEqual([404, 'COMMENT_NOT_FOUND']);
    expect(codeOf(await talk.pin(instructor, 'x'))).toEqual([400, 'VALIDATION_FAILED']);
    await talk.delete(ben, reply._id);
    expect(codeOf(await talk.pin(instructor, reply._id))).toEqual([404, 'COMMENT_NOT_FOUND']);
  });

  it('pins one of 50 in parallel', async () => {
    const question = await talk.ask(ada, lesson);
    const ids: string[] = [];
    for (const learner of [ben, ...learners.slice(2)])
      for (let i = 0; i < 3; i++) ids.push((await talk.reply(learner, lesson, question._id))._id);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => talk.pin(instructor, ids[i % ids.length]!)),
    );
    const successes = new Set(
      answers
        .filter(({ status }) => status === 200)
        .map(({ body }) => body.data.question.official_answer._id),
    );
    expect(successes.size).toBeLessThanOrEqual(1);
    const { pinned_reply_id } = (await stored(question._id))!;
    expect(ids).toContain(String(pinned_reply_id));
    for (const id of successes) expect(id).toBe(String(pinned_reply_id));
    const { body } = await talk.replies(ada, question._id, '?limit=100');
    expect((body.data.replies as ReplyReply[]).filter(({ is_pinned }) => is_pinned)).toHaveLength(1);
  });
});

describe('GET /instructor/questions', () => {
  it('lists what waits under all own courses, the oldest first', async () => {
    const teacher = await academy.newInstructor();
    const [one, two] = [
      await teach(academy, teacher, { title: 'Course one', lessons: [textLesson({ title: 'Pivots' })] }),
      await teach(academy, teacher, { title: 'Course two' }),
    ];
    for (const { id } of [one, two]) await join(ada, id);
    const first = await talk.ask(ada, one.lesson_ids[0]!, 'first');
    await talk.ask(ada, two.lesson_ids[0]!, 'second');
    const answered = await talk.ask(ada, two.lesson_ids[0]!, 'answered');
    await talk.reply(teacher, two.lesson_ids[0]!, answered._id);
    const deleted = await talk.ask(ada, two.lesson_ids[0]!, 'deleted');
    await talk.delete(ada, deleted._id);
    const read = async (query: string) =>
      (await talk.inbox(teacher, query)).body.data.questions.map(
        ({ question }: { question: QuestionReply }) => question.content,
      );
    expect(await read('')).toEqual(['first', 'second']);
    expect(await read(`?course_id=${two.id}`)).toEqual(['second']);
    expect(await read('?state=answered')).toEqual(['answered']);
    expect(await read('?limit=1&page=2')).toEqual(['second']);
    const page = await talk.inbox(teacher, '?limit=1');
    expect(page.body.pagination).toEqual({ page: 1, limit: 1, total: 2, pages: 2 });
    expect(page.body.data.questions[0]).toMatchObject({
      course_title: 'Course one',
      lesson_title: 'Pivots',
      question: { _id: first._id, author: { name: 'Ada Test' } },
    });
    expect((await talk.inbox(teacher, '?state=lost')).status).toBe(400);
    expect((await academy.api.get('/instructor/questions')).status).toBe(401);
    expect(codeOf(await talk.inbox(ada))).toEqual([403, 'INSTRUCTOR_REQUIRED']);
  });
});

describe('what questions keep of their replies', () => {
  it('is what a recount finds after parallel replies and deletions', async () => {
    const question = await talk.ask(ada, lesson);
    const writers = [ben, ...learners.slice(2), instructor];
    await Promise.all(
      Array.from({ length: 25 }, async (_, i) => {
        const writer = writers[i % writers.length]!;
        const reply = await talk.reply(writer, lesson, question._id).catch(() => undefined);
        if (reply && i % 3 === 0) await talk.delete(writer, reply._id);
      }),
    );
    const filter = { question_id: new Types.ObjectId(question._id), kind: 'reply', deleted_at: null };
    const count = await academy.collection('course', 'comments').countDocuments(filter);
    await academy.eventually(async () =>
      expect(await talk.question(ada, question._id)).toMatchObject({
        replies_count: count,
        state: 'answered',
      }),
    );
    await academy.eventually(async () => {
      const { threads } = await withServiceContext(definition, academy.env, rebuildCounters);
      expect(threads).toEqual([]);
    });
  });

  it('is mended by a recount, which says what was wrong', async () => {
    const question = await talk.ask(ada, lesson);
    await talk.reply(ben, lesson, question._id);
    const wrong = { $set: { replies_count: 7, staff_replies_count: 2, state: 'answered' } };
    await academy.eventually(async () =>
      expect(await stored(question._id)).toMatchObject({ replies_count: 1 }),
    );
    await academy
      .collection('course', 'comments')
      .updateOne({ _id: new Types.ObjectId(question._id) }, wrong);
    const { threads } = await withServiceContext(definition, academy.env, rebuildCounters);
    expect(threads).toEqual([{ question_id: question._id, kept: 7, counted: 1 }]);
    expect(await talk.question(ada, question._id)).toMatchObject({ replies_count: 1, state: 'open' });
  });
});
