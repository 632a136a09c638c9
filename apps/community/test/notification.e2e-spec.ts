import { setTimeout as sleep } from 'node:timers/promises';
import { Types } from 'mongoose';
import type { NotificationReply } from '@har/contracts';
import { questionAsked, type QuestionAsked } from '@har/contracts';
import { EventPublisher, newEvent } from '@har/messaging';
import { MailServer, startAcademy, type Academy, type ApiAnswer, type TestUser } from '@har/testing';
import { LessonTalk, type TalkedLesson } from './lesson-talk';

const NOTHING = 'f'.repeat(24);

let academy: Academy;
let server: MailServer;
let publisher: EventPublisher;
let talk: LessonTalk;

beforeAll(async () => {
  server = await MailServer.start();
  academy = await startAcademy({
    services: ['auth', 'course', 'community'],
    replicas: { auth: 2, community: 2 },
    env: {
      SMTP_URL: server.url,
      PUBLIC_URL: 'https://academy.test',
      FRONTEND_URL: 'https://front.test,https://other.test',
    },
  });
  const { REDIS_URL, REDIS_NAMESPACE } = academy.env;
  publisher = new EventPublisher({ redis_url: REDIS_URL!, namespace: REDIS_NAMESPACE! });
  talk = new LessonTalk(academy);
});
afterAll(async () => {
  await publisher?.close();
  await academy?.stop();
  await server?.stop();
});

interface People {
  instructor: TestUser;
  ada: TestUser;
  ben: TestUser;
  lesson: TalkedLesson;
}

/** A lesson of its own with an instructor and two learners, to whom nothing was mailed yet. */
async function newLesson(language = 'en'): Promise<People> {
  const instructor = await academy.newInstructor({ last_name: 'Hopper', language });
  const lesson = await talk.teach(instructor);
  const [ada, ben] = await Promise.all(
    ['Ada', 'Ben'].map(async (first_name) => {
      const learner = await academy.newLearner({ first_name });
      await talk.join(learner, lesson);
      return learner;
    }),
  );
  return { instructor, ada: ada!, ben: ben!, lesson };
}

const list = ({ token }: TestUser, query = '') => academy.api.get(`/notifications${query}`, { token });
const told = async (user: TestUser) => {
  const { body } = await list(user, '?limit=100');
  return (body.data.notifications as NotificationReply[]).map(({ kind, excerpt }) => `${kind}: ${excerpt}`);
};
const expectTold = (user: TestUser, news: string[]) =>
  academy.eventually(async () => expect(await told(user)).toEqual(news));
const mailsTo = ({ email }: TestUser) =>
  server.received.filter(({ to }) => to?.some(({ address }) => address === email));
const subjectsTo = (user: TestUser) => mailsTo(user).map(({ subject }) => subject);
const expectMailed = (user: TestUser, subjects: string[]) =>
  academy.eventually(() => expect(subjectsTo(user)).toEqual(subjects));
const codeOf = ({ status, body }: ApiAnswer) => [status, body.error?.code];
const prefer = ({ token }: TestUser, body: unknown) =>
  academy.api.put('/notifications/preferences', body, { token });
const roundOf = ({ user_id }: TestUser) =>
  academy.collection('community', 'mail_rounds').findOne({ _id: user_id as never });
/** As if the window after the last mail were over: what waits goes now, or never. */
async function endWindow(user: TestUser): Promise<void> {
  const over = { $set: { next_at: new Date(0) } };
  await academy.collection('community', 'mail_rounds').updateOne({ _id: user.user_id as never }, over);
  await academy.eventually(async () => expect(await roundOf(user)).toMatchObject({ has_waiting: false }));
  await sleep(500);
}

describe('who is told', () => {
  it('is the instructor of a question and the asker of answers, never oneself', async () => {
    const { instructor, ada, ben, lesson } = await newLesson();
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
    expect(await told(instructor)).toEqual(['question_asked: Why is that so?']);
    expect(own).toBeDefined();
    const { body } = await list(instructor);
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
    const { instructor, ada, ben, lesson } = await newLesson();
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
    const { instructor, ada, ben, lesson } = await newLesson();
    const question = await talk.say(ada, lesson, 'Why is that so?');
    await talk.leave(ada, lesson);
    const answer = await talk.say(ben, lesson, 'I think I know.', question);
    await talk.pin(instructor, answer);
    await expectTold(ben, ['answer_pinned: I think I know.']);
    expect(await told(ada)).toEqual([]);
    expect(mailsTo(ada)).toEqual([]);
    await talk.delete(ben, answer);
    await expectTold(ben, []);
  });

  it('is told once however often the event comes, by two replicas', async () => {
    const { instructor, ada, lesson } = await newLesson();
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
    await academy.eventually(async () => expect((await told(instructor)).length).toBe(2));
    await endWindow(instructor);
    await expectMailed(instructor, ['Ada Test asked a question', 'Ada Test asked a question']);
    await endWindow(instructor);
    expect(subjectsTo(instructor)).toHaveLength(2);
    expect((await told(instructor)).length).toBe(2);
  });
});

describe('GET /notifications', () => {
  it('pages one’s own, unread ones alone, and counts these', async () => {
    const { instructor, ada, lesson } = await newLesson();
    for (const content of ['one', 'two', 'three']) await talk.say(ada, lesson, content);
    await academy.eventually(async () => expect(await told(instructor)).toHaveLength(3));
    const page = await list(instructor, '?limit=2');
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
    const unread = await list(instructor, '?unread=true');
    expect(unread.body.data.unread_count).toBe(2);
    expect(unread.body.pagination.total).toBe(2);
    const all = await academy.api.post('/notifications/read-all', undefined, { token });
    expect([all.status, all.body.data]).toEqual([200, { read_count: 2 }]);
    expect((await list(instructor)).body.data.unread_count).toBe(0);
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
    const { instructor, ada, ben, lesson } = await newLesson();
    const on = { in_app: true, email: true };
    const { body } = await academy.api.get('/notifications/preferences', { token: ada.token });
    const all = { question_asked: on, answer_given: on, answer_pinned: on, mention: on };
    expect(body.data.preferences).toEqual(all);
    const quiet = await prefer(ada, { answer_given: { email: false }, mention: { in_app: false } });
    expect([quiet.status, quiet.body.data.preferences]).toEqual([
      200,
      { ...all, answer_given: { in_app: true, email: false }, mention: { in_app: false, email: true } },
    ]);
    await prefer(instructor, { question_asked: { in_app: false, email: false } });
    const question = await talk.say(ada, lesson, 'Why?');
    const answer = await talk.say(ben, lesson, 'Because.', question);
    await talk.say(ben, lesson, 'Another one.');
    await talk.say(ada, lesson, 'I see.', answer);
    await expectTold(ada, ['answer_given: Because.']);
    await expectTold(ben, ['mention: I see.']);
    await talk.say(instructor, lesson, `Well done, @${ada.user_id}.`);
    await expectMailed(ada, ['Grace Hopper mentioned you']);
    expect(await told(ada)).toEqual(['answer_given: Because.']);
    expect(await told(instructor)).toEqual([]);
    expect(mailsTo(instructor)).toEqual([]);
  });

  it.each([
    {},
    { answer_given: {} },
    { answer_given: { sms: true } },
    { likes: { email: true } },
    { mention: true },
  ])('refuses %j', async (body) => {
    expect(codeOf(await prefer(await academy.newLearner(), body))).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('loses no choice of 20 made at once', async () => {
    const user = await academy.newLearner();
    const kinds = ['question_asked', 'answer_given', 'answer_pinned', 'mention'];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        prefer(user, { [kinds[i % 4]!]: { [i % 8 < 4 ? 'email' : 'in_app']: false } }),
      ),
    );
    const { body } = await academy.api.get('/notifications/preferences', { token: user.token });
    for (const kind of kinds) expect(body.data.preferences[kind]).toEqual({ in_app: false, email: false });
  });
});

describe('mails', () => {
  it('speak the reader’s language and lead to the question', async () => {
    const { instructor, ada, lesson } = await newLesson('fr');
    const question = await talk.say(ada, lesson, 'Is <b>this</b> "right" & good?');
    await expectMailed(instructor, ['Ada Test a posé une question']);
    const [mail] = mailsTo(instructor);
    const link = `https://front.test/courses/${lesson.course_id}/lessons/${lesson.lesson_id}?question=${question}`;
    expect(mail!.text).toContain(`> Is <b>this</b> "right" & good?\n${link}`);
    expect(mail!.html).toContain('Is &lt;b&gt;this&lt;/b&gt; &quot;right&quot; &amp; good?');
    expect(mail!.html).toContain(link.replace('=', '&#x3D;'));
    expect(mail!.text).toContain('Bonjour Grace,');
  });

  it('come at once, then together', async () => {
    const { instructor, ada, lesson } = await newLesson();
    await talk.say(ada, lesson, 'first');
    await expectMailed(instructor, ['Ada Test asked a question']);
    for (const content of ['second', 'third', 'fourth']) await talk.say(ada, lesson, content);
    await academy.eventually(async () => expect(await told(instructor)).toHaveLength(4));
    const unread = await list(instructor);
    const [{ _id }] = unread.body.data.notifications as [NotificationReply];
    // What was read in the app is no news by mail.
    await academy.api.post(`/notifications/${_id}/read`, undefined, { token: instructor.token });
    expect(subjectsTo(instructor)).toHaveLength(1);
    await endWindow(instructor);
    await expectMailed(instructor, ['Ada Test asked a question', '2 updates on your questions']);
    const digest = mailsTo(instructor)[1]!.text!;
    expect(digest).toMatch(/> second[^]*> third/);
    expect(digest).not.toContain('fourth');
    await endWindow(instructor);
    expect(subjectsTo(instructor)).toHaveLength(2);
  });

  it('do not come to those who lost access while they waited', async () => {
    const { instructor, ada, ben, lesson } = await newLesson();
    const question = await talk.say(ada, lesson, 'Why?');
    await talk.say(ben, lesson, 'one', question);
    await expectMailed(ada, ['Ben Test answered your question']);
    await talk.say(ben, lesson, 'SECRET-TWO', question);
    await expectTold(ada, ['answer_given: SECRET-TWO', 'answer_given: one']);
    await talk.leave(ada, lesson);
    await endWindow(ada);
    expect(subjectsTo(ada)).toHaveLength(1);
    expect(await roundOf(ada)).toMatchObject({ waiting: [] });
    expect(mailsTo(instructor)).toHaveLength(1);
  });

  it('leave no news behind once they are sent', async () => {
    const { instructor, ada, lesson } = await newLesson();
    await talk.say(ada, lesson, 'Why?');
    await expectMailed(instructor, ['Ada Test asked a question']);
    await academy.eventually(async () => {
      const mail = await academy.collection('auth', 'mails').findOne({ user_id: instructor.user_id });
      expect(mail).toMatchObject({ kind: 'notification', state: 'sent' });
      expect(mail).not.toHaveProperty('news');
    });
  });
});

describe('GET and POST /mail/unsubscribe/:token', () => {
  const linkIn = (user: TestUser) => {
    const headers = new Map(mailsTo(user)[0]!.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [, path] = /^<https:\/\/academy\.test\/api\/v1(\/mail\/unsubscribe\/\S+)>$/.exec(
      headers.get('list-unsubscribe')!,
    )!;
    return path!;
  };
  const page = (path: string, init: RequestInit = {}) =>
    fetch(`${academy.urlOf('gateway')}/api/v1${path}`, {
      ...init,
      headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': 'fr-FR,fr;q=0.9', ...init.headers },
    });
  const wants = async ({ token }: TestUser) =>
    (await academy.api.get('/auth/profile', { token })).body.data.user.notification_settings;

  it('stop mails without a login, by a click and not by a look', async () => {
    const { instructor, ada, lesson } = await newLesson();
    await talk.say(ada, lesson, 'Why?');
    await expectMailed(instructor, ['Ada Test asked a question']);
    const path = linkIn(instructor);
    expect(mailsTo(instructor)[0]!.text).toContain(path);
    const shown = await academy.api.get(path);
    expect([shown.status, shown.body.data]).toEqual([200, { email_notifications: true }]);
    const asked = await page(path);
    expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await asked.text();
    expect(html).toContain('<form method="post">');
    expect(html).toContain('Me désabonner');
    expect(await wants(instructor)).toMatchObject({ email_notifications: true });
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const clicked = await fetch(`${academy.urlOf('gateway')}/api/v1${path}`, { method: 'POST', body: form });
    expect([clicked.status, ((await clicked.json()) as { data: object }).data]).toEqual([
      200,
      { email_notifications: false },
    ]);
    expect(await wants(instructor)).toMatchObject({ email_notifications: false, newsletter: false });
    const again = await page(path, { method: 'POST', body: new URLSearchParams({ x: '1' }) });
    expect(await again.text()).toContain('C’est fait');
    expect(await (await page(path)).text()).toContain('C’est fait');
    await talk.say(ada, lesson, 'And why that?');
    await academy.eventually(async () => expect(await told(instructor)).toHaveLength(2));
    await endWindow(instructor);
    await academy.eventually(async () => {
      const dropped = { user_id: instructor.user_id, state: 'dropped' };
      expect(await academy.collection('auth', 'mails').countDocuments(dropped)).toBe(1);
    });
    expect(subjectsTo(instructor)).toHaveLength(1);
  });

  it('refuse links that were not made here', async () => {
    const { instructor, ada, lesson } = await newLesson();
    await talk.say(ada, lesson, 'Why?');
    await expectMailed(instructor, ['Ada Test asked a question']);
    const path = linkIn(instructor);
    const forged = path.replace(instructor.user_id, ada.user_id);
    for (const wrong of [forged, `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`]) {
      expect(codeOf(await academy.api.get(wrong))).toEqual([404, 'UNSUBSCRIBE_LINK_INVALID']);
      expect(codeOf(await academy.api.post(wrong))).toEqual([404, 'UNSUBSCRIBE_LINK_INVALID']);
    }
    expect((await academy.api.get('/mail/unsubscribe/x')).status).toBe(400);
    expect(await wants(ada)).toMatchObject({ email_notifications: true });
  });
});

describe('an account that is deleted', () => {
  it('takes its notifications along', async () => {
    const { instructor, ada, ben, lesson } = await newLesson();
    const question = await talk.say(ada, lesson, 'Why?');
    await talk.say(ben, lesson, 'Because.', question);
    await expectTold(ada, ['answer_given: Because.']);
    await prefer(ada, { mention: { email: false } });
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
    expect(await told(instructor)).toHaveLength(1);
  });
});
