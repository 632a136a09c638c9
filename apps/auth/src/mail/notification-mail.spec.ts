import type { NotificationKind, NotificationNews } from '@har/contracts';
import { renderNotificationMail, type NotificationMail } from './notification-mail';

const newsOf = (kind: NotificationKind, more: Partial<NotificationNews> = {}): NotificationNews => ({
  kind,
  actor_name: 'Ada Test',
  course_id: '665f1c2ab7e4d91f0a3c5d7e',
  lesson_id: '665f1c2ab7e4d91f0a3c5d82',
  question_id: '665f1c2ab7e4d91f0a3c6a01',
  comment_id: '665f1c2ab7e4d91f0a3c6a02',
  course_title: 'Excel',
  lesson_title: 'Tables',
  excerpt: 'Why?',
  ...more,
});
const render = (language: 'fr' | 'en', news: NotificationNews[], more: Partial<NotificationMail> = {}) =>
  renderNotificationMail(language, {
    first_name: 'Grace',
    news,
    more_count: 0,
    frontend: 'https://front.test/, https://other.test',
    unsubscribe_url: 'https://academy.test/u/1',
    ...more,
  });

describe('the mail of one notification', () => {
  it.each<[NotificationKind, string, string]>([
    ['question_asked', 'Ada Test a posé une question', 'Ada Test asked a question'],
    ['answer_given', 'Ada Test a répondu à votre question', 'Ada Test answered your question'],
    ['answer_pinned', 'Ada Test a choisi la réponse officielle', 'Ada Test chose the official answer'],
    ['mention', 'Ada Test vous a mentionné', 'Ada Test mentioned you'],
  ])('%s says so in both languages', (kind, fr, en) => {
    expect(render('fr', [newsOf(kind)]).subject).toBe(fr);
    expect(render('en', [newsOf(kind)]).subject).toBe(en);
  });

  it('says where it was, shows the beginning and leads there', () => {
    const { text, html } = render('en', [newsOf('mention')]);
    const link =
      'https://front.test/courses/665f1c2ab7e4d91f0a3c5d7e/lessons/665f1c2ab7e4d91f0a3c5d82?question=665f1c2ab7e4d91f0a3c6a01';
    expect(text).toContain(`Ada Test mentioned you\nTables · Excel\n> Why?\n${link}`);
    expect(text.trimEnd()).toMatch(/Stop these e-mails :\nhttps:\/\/academy\.test\/u\/1$/);
    expect(html).toContain('href="https://academy.test/u/1"');
  });

  it('does without what it does not know', () => {
    const { text, subject } = render('fr', [
      newsOf('mention', { actor_name: '', lesson_title: '', excerpt: '' }),
    ]);
    expect(subject).toBe('Quelqu’un vous a mentionné');
    expect(text).toContain('Quelqu’un vous a mentionné\nExcel\nhttps://front.test/');
  });

  it('lets nothing that somebody wrote become HTML', () => {
    const evil = '"><script>alert(1)</script>';
    const news = newsOf('mention', {
      actor_name: evil,
      course_title: evil,
      lesson_title: evil,
      excerpt: evil,
    });
    expect(render('en', [news], { first_name: evil }).html).not.toContain('<script');
  });
});

describe('a digest', () => {
  it('counts what it has and what it leaves out', () => {
    const news = [newsOf('question_asked', { excerpt: 'one' }), newsOf('question_asked', { excerpt: 'two' })];
    const { subject, text, html } = render('en', news, { more_count: 3 });
    expect(subject).toBe('5 updates on your questions');
    expect(text).toMatch(/> one[^]*> two[^]*And 3 more/);
    expect(html).toContain('And 3 more');
  });
});
