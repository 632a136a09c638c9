import { Types } from 'mongoose';
import { questionAsked, type NotificationReply, type QuestionAsked } from '@har/contracts';
import { EventPublisher, newEvent } from '@har/messaging';
import type { Academy, TestUser } from '@har/testing';
import type { LessonTalk } from './lesson-talk';
import { codeOf, ToldAcademy } from './told-academy';

const NOTHING = 'f'.repeat(24);

let place: ToldAcademy;
let academy: Academy;
let talk: LessonTalk;
let publisher: EventPublisher;

beforeAll(async () => {
  place = await ToldAcademy.start();
  ({ academy, talk } = place);
  const { REDIS_URL, REDIS_NAMESPACE } = academy.env;
  publisher = new EventPublisher({ redis_url: REDIS_URL!, namespace: REDIS_NAMESPACE! });
});
afterAll(async () => {
  await publisher?.close();
  await place?.stop();
});

const expectTold = (user: TestUser, news: string[]) => place.expectTold(user, news);
const expectMailed = (user: TestUser, subjects: string[]) => place.expectMailed(user, subjects);

describe('who is told', () => {
  it('is the instructor of a question and the asker of answers, never oneself', async () => {
    const { instructor, ada, ben, lesson } = await place.newLesson();
    const question = await talk.say(ada, lesson, 'Why is that so?');
    await expectTold(instructor, ['question_asked: Why is that so?']);
    const answer = await talk.say(ben, lesson, 'I think I know.', question);
    await expectTold(ada, ['answer_given: I think I know.']);
    await talk.say(ada, lesson, 'Thanks!', question);
    const own = await talk.say(instructor, lesson, 'Because.', question);
    await expectTold(ada, ['answer_given: Because.', 'answer_given: I think I know.']);
    await talk.pin(instructor, answer);
    await expectTold(ben, ['answer_pinned: I think I know.']);
    await expectTold(ada, [
      'answer_pinned: I think I know.',
      'answer_given: Because.',
      'answer_given: I think I know.',
    ]);
    expect(await place.told(instructor)).toEqual(['question_asked: Why is that so?']);
    expect(own).toBeDefined();
    const { body } = await place.list(instructor);
    expect(body.data.notifications[0]).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      kind: 'question_asked',
      actor_name: 'Ada Test',
      course_id: lesson.course_id,
      lesson_id: lesson.lesson_id,
      question_id: question,
      comment_id: question,
      course_title: 'Excel for everybody',
      lesson_title: 'Tables',
      excerpt: 'Why is that so?',
      is_read: false,
      created_at: expect.any(String),
    });
  });

  it('is who is mentioned, once a comment', async () => {
    const { instructor, ada, ben, lesson } = await place.newLesson();
    const question = await talk.say(ada, lesson, `@${instructor.user_id} why?`);
    const reply = await talk.say(ben, lesson, `@${ada.user_id} no idea, @${instructor.user_id}?`, question);
    await talk.say(instructor, lesson, 'Look at line 3.', reply);
    await expectTold(instructor, [
      'mention: @Ada Test no idea, @Grace Hopper?',
      'question_asked: @Grace Hopper why?',
    ]);
    await expectTold(ben, ['mention: Look at line 3.']);
    await expectTold(ada, [
      'answer_given: Look at line 3.',
      'answer_given: @Ada Test no idea, @Grace Hopper?',
    ]);
  });

  it('is not who has lost access, and nobody is told of what was deleted', async () => {
    const { instructor, ada, ben, lesson } = await place.newLesson();
    const question = await talk.say(ada, lesson, 'Why is that so?');
    await talk.leave(ada, lesson);
    const answer = await talk.say(ben, lesson, 'I think I know.', question);
    await talk.pin(instructor, answer);
    await expectTold(ben, ['answer_pinned: I think I know.']);
    expect(await place.told(ada)).toEqual([]);
    expect(place.mailsTo(ada)).toEqual([]);
    await talk.delete(ben, answer);
    await expectTold(ben, []);
  });

  it('is told once however often the event comes, by two replicas', async () => {
    const { instructor, ada, lesson } = await place.newLesson();
    const asked = await talk.say(ada, lesson, 'Once?');
    await expectTold(instructor, ['question_asked: Once?']);
    await expectMailed(instructor, ['Ada Test asked a question']);
    const stored = await academy.collection('community', 'notifications').findOne({ comment_id: asked });
    const fact: QuestionAsked = {
      comment_id: asked,
      question_id: asked,
      ...lesson,
      course_title: 'Excel for everybody',
      lesson_title: 'Tables',
      author_id: ada.user_id,
      author_name: 'Ada Test',
      excerpt: 'Once?',
      instructor_id: instructor.user_id,
    };
    const again = { ...newEvent(questionAsked.type, fact), id: stored!.event_id as string };
    const other = newEvent(questionAsked.type, { ...fact, excerpt: 'Twice?' });
    const events = Array.from({ length: 20 }, (_, i) => (i % 2 ? again : other));
    await Promise.all(events.map((event) => publisher.publish('course', event)));
    await academy.eventually(async () => expect((await place.told(instructor)).length).toBe(2));
    await place.endWindow(instructor);
    await expectMailed(instructor, ['Ada Test asked a question', 'Ada Test asked a question']);
    await place.endWindow(instructor);
    expect(place.subjectsTo(instructor)).toHaveLength(2);
    expect((await place.told(instructor)).length).toBe(2);
  });
});

describe('GET /notifications', () => {
  it('pages one’s own, unread ones alone, and counts these', async () => {
    const { instructor, ada, lesson } = await place.newLesson();
    for (const content of ['one', 'two', 'three']) await talk.say(ada, lesson, content);
    await academy.eventually(async () => expect(await place.told(instructor)).toHaveLength(3));
    const page = await place.list(instructor, '?limit=2');
    expect(page.body.pagination).toEqual({ page: 1, limit: 2, total: 3, pages: 2 });
    expect(page.body.data.unread_count).toBe(3);
    const [{ _id }] = page.body.data.notifications as [NotificationReply];
    const { token } = instructor;
    const read = await academy.api.post(`/notifications/${_id}/read`, undefined, { token });
    expect([read.status, read.body.data.notification]).toEqual([
      200,
      expect.objectContaining({ _id, is_read: true }),
    ]);
    expect((await academy.api.post(`/notifications/${_id}/read`, undefined, { token })).status).toBe(200);
    const unread = await place.list(instructor, '?unread=true');
    expect(unread.body.data.unread_count).toBe(2);
    expect(unread.body.pagination.total).toBe(2);
    const all = await academy.api.post('/notifications/read-all', undefined, { token });
    expect([all.status, all.body.data]).toEqual([200, { read_count: 2 }]);
    expect((await place.list(instructor)).body.data.unread_count).toBe(0);
    const others = await academy.api.post(`/notifications/${_id}/read`, undefined, { token: ada.token });
    expect(codeOf(others)).toEqual([404, 'NOTIFICATION_NOT_FOUND']);
  });

  it('refuses what it cannot read and who is not signed in', async () => {
    const { token } = await academy.newLearner();
    const read = (id: string) => academy.api.post(`/notifications/${id}/read`, undefined, { token });
    expect(codeOf(await read(NOTHING))).toEqual([404, 'NOTIFICATION_NOT_FOUND']);
    expect((await read('x')).status).toBe(400);
    expect((await academy.api.get('/notifications?unread=perhaps', { token })).status).toBe(400);
    expect((await academy.api.get('/notifications')).status).toBe(401);
    expect((await academy.api.post(`/notifications/${NOTHING}/read`)).status).toBe(401);
    expect((await academy.api.post('/notifications/read-all')).status).toBe(401);
    expect((await academy.api.get('/notifications/preferences')).status).toBe(401);
    expect((await academy.api.put('/notifications/preferences', {})).status).toBe(401);
  });
});

describe('GET and PUT /notifications/preferences', () => {
  it('are all on, and followed when they are not', async () => {
    const { instructor, ada, ben, lesson } = await place.newLesson();
    const on = { in_app: true, email: true };
    const { body } = await academy.api.get('/notifications/preferences', { token: ada.token });
    const all = { question_asked: on, answer_given: on, answer_pinned: on, mention: on };
    expect(body.data.preferences).toEqual(all);
    const quiet = await place.prefer(ada, { answer_given: { email: false }, mention: { in_app: false } });
    expect([quiet.status, quiet.body.data.preferences]).toEqual([
      200,
      { ...all, answer_given: { in_app: true, email: false }, mention: { in_app: false, email: true } },
    ]);
    await place.prefer(instructor, { question_asked: { in_app: false, email: false } });
    const question = await talk.say(ada, lesson, 'Why?');
    const answer = await talk.say(ben, lesson, 'Because.', question);
    await talk.say(ben, lesson, 'Another one.');
    await talk.say(ada, lesson, 'I see.', answer);
    await expectTold(ada, ['answer_given: Because.']);
    await expectTold(ben, ['mention: I see.']);
    await talk.say(instructor, lesson, `Well done, @${ada.user_id}.`);
    await expectMailed(ada, ['Grace Hopper mentioned you']);
    expect(await place.told(ada)).toEqual(['answer_given: Because.']);
    expect(await place.told(instructor)).toEqual([]);
    expect(place.mailsTo(instructor)).toEqual([]);
  });

  it.each([
    {},
    { answer_given: {} },
    { answer_given: { sms: true } },
    { likes: { email: true } },
    { mention: true },
  ])('refuses %j', async (body) => {
    expect(codeOf(await place.prefer(await academy.newLearner(), body))).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('loses no choice of 20 made at once', async () => {
    const user = await academy.newLearner();
    const kinds = ['question_asked', 'answer_given', 'answer_pinned', 'mention'];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        place.prefer(user, { [kinds[i % 4]!]: { [i % 8 < 4 ? 'email' : 'in_app']: false } }),
      ),
    );
    const { body } = await academy.api.get('/notifications/preferences', { token: user.token });
    for (const kind of kinds) expect(body.data.preferences[kind]).toEqual({ in_app: false, email: false });
  });
});

describe('an account that is deleted', () => {
  it('takes its notifications along', async () => {
    const { instructor, ada, ben, lesson } = await place.newLesson();
    const question = await talk.say(ada, lesson, 'Why?');
    await talk.say(ben, lesson, 'Because.', question);
    await expectTold(ada, ['answer_given: Because.']);
    await place.prefer(ada, { mention: { email: false } });
    const { token } = await academy.admin();
    const removed = await academy.api.put(`/admin/users/${ada.user_id}`, { status: 'deleted' }, { token });
    expect(removed.status).toBe(200);
    const recipient_id = new Types.ObjectId(ada.user_id);
    await academy.eventually(async () => {
      const left = { recipient_id };
      expect(await academy.collection('community', 'notifications').countDocuments(left)).toBe(0);
      for (const name of ['notification_preferences', 'mail_rounds'])
        expect(
          await academy.collection('community', name).countDocuments({ _id: ada.user_id as never }),
        ).toBe(0);
    });
    expect(await place.told(instructor)).toHaveLength(1);
  });
});
