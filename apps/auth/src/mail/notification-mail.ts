import { pageTemplate, textTemplate } from './mail-frame';
import type { NotificationNews } from '@har/contracts';
import type { RenderedMail } from './mail-layout';
import { NOTIFICATION_TEXTS, type NotificationTexts } from './notification-texts';

export interface NotificationMail {
  readonly first_name: string;
  /** At least one. */
  readonly news: readonly NotificationNews[];
  /** How many more there are. */
  readonly more_count: number;
  /** FRONTEND_URL: the first of its addresses is where links lead. */
  readonly frontend: string;
  readonly unsubscribe_url: string;
}

/** A piece of news as the mail shows it. */
interface Entry {
  readonly headline: string;
  readonly place: string;
  readonly excerpt: string;
  readonly link: string;
}

const HTML = pageTemplate(
  `{{#each entries}}
<p style="margin-bottom:4px"><strong>{{headline}}</strong><br><span style="font-size:13px;color:#52606d">{{place}}</span></p>
{{#if excerpt}}<blockquote style="margin:4px 0;padding-left:12px;border-left:3px solid #cbd2d9">{{excerpt}}</blockquote>{{/if}}
<p style="margin-top:4px"><a href="{{link}}" style="color:#1d4ed8">{{../open}}</a></p>
{{/each}}
{{#if more}}<p>{{more}}</p>{{/if}}
`,
  `<p style="font-size:13px;color:#52606d">{{reason}} <a href="{{unsubscribe_url}}" style="color:#52606d">{{unsubscribe}}</a></p>
`,
);

/** The mail of one piece of news, or the digest of several, in the reader's language. */
export function renderNotificationMail(language: 'fr' | 'en', mail: NotificationMail): RenderedMail {
  const words = NOTIFICATION_TEXTS[language];
  const entries = mail.news.map((news) => entryOf(words, news, mail.frontend));
  const count = mail.news.length + mail.more_count;
  const subject = count === 1 ? entries[0]!.headline : fill(words.digest_subject, { count });
  const more = mail.more_count > 0 ? fill(words.more, { count: mail.more_count }) : undefined;
  const greeting = fill(words.greeting, { first_name: mail.first_name });
  const { unsubscribe_url } = mail;
  const { open, closing, reason, unsubscribe } = words;
  const html = HTML({
    language,
    subject,
    greeting,
    entries,
    more,
    open,
    closing,
    reason,
    unsubscribe,
    unsubscribe_url,
  });
  const text = [
    greeting,
    ...entries.map(textOf),
    ...(more ? [more] : []),
    closing,
    `${reason} ${unsubscribe} :\n${unsubscribe_url}`,
  ];
  return { subject, text: text.join('\n\n') + '\n', html };
}

function entryOf(words: NotificationTexts, news: NotificationNews, frontend: string): Entry {
  const { kind, actor_name, course_title, lesson_title, excerpt } = news;
  return {
    headline: fill(words.headlines[kind], { name: actor_name || words.somebody }),
    place: [lesson_title, course_title].filter(Boolean).join(' · '),
    excerpt,
    link: linkOf(news, frontend),
  };
}

function linkOf({ course_id, lesson_id, question_id }: NotificationNews, frontend: string): string {
  const [base = ''] = frontend.split(',');
  const path = `courses/${course_id}/lessons/${lesson_id}?question=${question_id}`;
  return `${base.trim().replace(/\/+$/, '')}/${path}`;
}

function textOf({ headline, place, excerpt, link }: Entry): string {
  return [headline, place, ...(excerpt ? [`> ${excerpt}`] : []), link].join('\n');
}

function fill(template: string, values: object): string {
  return textTemplate(template)(values);
}
