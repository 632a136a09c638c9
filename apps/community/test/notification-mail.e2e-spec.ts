import type { NotificationReply } from '@har/contracts';
import type { Academy, TestUser } from '@har/testing';
import type { LessonTalk } from './lesson-talk';
import { codeOf, ToldAcademy } from './told-academy';

let place: ToldAcademy;
let academy: Academy;
let talk: LessonTalk;

beforeAll(async () => {
  place = await ToldAcademy.start();
  ({ academy, talk } = place);
});
afterAll(() => place?.stop());

const expectTold = (user: TestUser, news: string[]) => place.expectTold(user, news);
const expectMailed = (user: TestUser, subjects: string[]) => place.expectMailed(user, subjects);

describe('mails', () => {
  it('speak the reader’s language and lead to the question', async () => {
    const { instructor, ada, lesson } = await place.newLesson('fr');
    const question = await talk.say(ada, lesson, 'Is <b>this</b> "right" & good?');
    await expectMailed(instructor, ['Ada Test a posé une question']);
    const [mail] = place.mailsTo(instructor);
    const link = `https://front.test/courses/${lesson.course_id}/lessons/${lesson.lesson_id}?question=${question}`;
    expect(mail!.text).toContain(`> Is <b>this</b> "right" & good?\n${link}`);
    expect(mail!.html).toContain('Is &lt;b&gt;this&lt;/b&gt; &quot;right&quot; &amp; good?');
    expect(mail!.html).toContain(link.replace('=', '&#x3D;'));
    expect(mail!.text).toContain('Bonjour Grace,');
  });

  it('come at once, then together', async () => {
    const { instructor, ada, lesson } = await place.newLesson();
    await talk.say(ada, lesson, 'first');
    await expectMailed(instructor, ['Ada Test asked a question']);
    for (const content of ['second', 'third', 'fourth']) await talk.say(ada, lesson, content);
    await academy.eventually(async () => expect(await place.told(instructor)).toHaveLength(4));
    const unread = await place.list(instructor);
    const [{ _id }] = unread.body.data.notifications as [NotificationReply];
    // What was read in the app is no news by mail.
    await academy.api.post(`/notifications/${_id}/read`, undefined, { token: instructor.token });
    expect(place.subjectsTo(instructor)).toHaveLength(1);
    await place.endWindow(instructor);
    await expectMailed(instructor, ['Ada Test asked a question', '2 updates on your questions']);
    const digest = place.mailsTo(instructor)[1]!.text!;
    expect(digest).toMatch(/> second[^]*> third/);
    expect(digest).not.toContain('fourth');
    await place.endWindow(instructor);
    expect(place.subjectsTo(instructor)).toHaveLength(2);
  });

  it('do not come to those who lost access while they waited', async () => {
    const { instructor, ada, ben, lesson } = await place.newLesson();
    const question = await talk.say(ada, lesson, 'Why?');
    await talk.say(ben, lesson, 'one', question);
    await expectMailed(ada, ['Ben Test answered your question']);
    await talk.say(ben, lesson, 'SECRET-TWO', question);
    await expectTold(ada, ['answer_given: SECRET-TWO', 'answer_given: one']);
    await talk.leave(ada, lesson);
    await place.endWindow(ada);
    expect(place.subjectsTo(ada)).toHaveLength(1);
    expect(await place.roundOf(ada)).toMatchObject({ waiting: [] });
    expect(place.mailsTo(instructor)).toHaveLength(1);
  });

  it('leave no news behind once they are sent', async () => {
    const { instructor, ada, lesson } = await place.newLesson();
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
    const headers = new Map(place.mailsTo(user)[0]!.headers.map(({ key, value }) => [key, value]));
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
    const { instructor, ada, lesson } = await place.newLesson();
    await talk.say(ada, lesson, 'Why?');
    await expectMailed(instructor, ['Ada Test asked a question']);
    const path = linkIn(instructor);
    expect(place.mailsTo(instructor)[0]!.text).toContain(path);
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
    await academy.eventually(async () => expect(await place.told(instructor)).toHaveLength(2));
    await place.endWindow(instructor);
    await academy.eventually(async () => {
      const dropped = { user_id: instructor.user_id, state: 'dropped' };
      expect(await academy.collection('auth', 'mails').countDocuments(dropped)).toBe(1);
    });
    expect(place.subjectsTo(instructor)).toHaveLength(1);
  });

  it('refuse links that were not made here', async () => {
    const { instructor, ada, lesson } = await place.newLesson();
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
