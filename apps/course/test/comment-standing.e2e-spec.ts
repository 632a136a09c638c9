import { Types } from 'mongoose';
import type { QuestionReply, ReplyReply } from '@har/contracts';
import { withServiceContext } from '@har/operations';
import type { Academy, TestUser } from '@har/testing';
import { definition } from '../src/course.app';
import { rebuildCounters } from '../src/rebuild-counters';
import { codeOf, contentsOf, TalkedCourse, type Discussion } from './discussion';
import { teach, textLesson, untilAnswered } from './taught-course';

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

describe('GET /lessons/:lesson_id/comments', () => {
  it('orders by official answer, votes and age, pages and filters', async () => {
    const under = await place.newLesson();
    const asked: QuestionReply[] = [];
    for (const content of ['first', 'second', 'third', 'fourth'])
      asked.push(await talk.ask(ada, under, content));
    const [first, second, third] = asked as [QuestionReply, QuestionReply, QuestionReply];
    await talk.vote(ben, third._id);
    await talk.vote(learners[2]!, third._id);
    await talk.vote(ben, second._id);
    const answer = await talk.reply(instructor, under, first._id, 'the answer');
    await talk.pin(instructor, answer._id);
    const read = async (query: string) => contentsOf(await talk.questions(ben, under, query), 'questions');
    expect(await read('')).toEqual(['first', 'third', 'second', 'fourth']);
    expect(await read('?sort=votes')).toEqual(['third', 'second', 'fourth', 'first']);
    expect(await read('?sort=newest')).toEqual(['fourth', 'third', 'second', 'first']);
    expect(await read('?sort=newest&limit=3&page=2')).toEqual(['first']);
    expect(await read('?state=answered')).toEqual(['first']);
    const page = await talk.questions(ben, under, '?limit=3');
    expect(page.body.pagination).toEqual({ page: 1, limit: 3, total: 4, pages: 2 });
    const [top, voted] = page.body.data.questions as QuestionReply[];
    expect(top).toMatchObject({ voted: false, official_answer: { content: 'the answer', is_pinned: true } });
    expect(voted).toMatchObject({ voted: true, votes_count: 2 });
    expect((await talk.questions(ben, under, '?sort=best')).status).toBe(400);
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
      for (const voter of voters) await untilAnswered(() => talk.vote(voter, question._id));
      expect(await talk.question(ada, question._id)).toMatchObject({ votes_count: 5 });
    });
    const withdrawn = Array.from({ length: 50 }, () => talk.withdraw(ben, question._id));
    await Promise.all(withdrawn);
    await untilAnswered(() => talk.withdraw(ben, question._id));
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
    // A busy machine may have answered none of them in time.
    await untilAnswered(() => talk.pin(instructor, ids[0]!));
    const { pinned_reply_id } = (await place.stored(question._id))!;
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
    for (const { id } of [one, two]) await place.join(ada, id);
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
    const count = await place.comments.countDocuments(filter);
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
      expect(await place.stored(question._id)).toMatchObject({ replies_count: 1 }),
    );
    await academy
      .collection('course', 'comments')
      .updateOne({ _id: new Types.ObjectId(question._id) }, wrong);
    const { threads } = await withServiceContext(definition, academy.env, rebuildCounters);
    expect(threads).toEqual([{ question_id: question._id, kept: 7, counted: 1 }]);
    expect(await talk.question(ada, question._id)).toMatchObject({ replies_count: 1, state: 'open' });
  });
});
