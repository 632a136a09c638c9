import { pageTemplate, textTemplate } from './mail-frame';
import { MAIL_TEXTS, type MailText } from './mail-texts';
import type { MailKind } from '@har/contracts';

export interface MailValues {
  readonly first_name: string;
  /** Where the mail's action leads: an URL as `URL` writes it, so without quotes and angle brackets. */
  readonly link?: string;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const HTML = pageTemplate(
  `{{#each paragraphs}}
<p>{{this}}</p>
{{/each}}
{{#if link}}
<p><a href="{{{link}}}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none">{{action}}</a></p>
<p style="font-size:13px;word-break:break-all">{{{link}}}</p>
{{/if}}
`,
);

/** A mail's subject, text and HTML in the language of the one who gets it. */
export function renderMail(kind: MailKind, language: 'fr' | 'en', values: MailValues): RenderedMail {
  const words = MAIL_TEXTS[kind][language];
  const greeting = fill(words.greeting, values);
  return {
    subject: words.subject,
    text: textOf(words, greeting, values.link),
    html: HTML({ ...words, greeting, language, link: values.link }),
  };
}

function textOf(
  { paragraphs, action, closing }: MailText,
  greeting: string,
  link: string | undefined,
): string {
  const call = link === undefined ? [] : [`${action} :\n${link}`];
  return [greeting, ...paragraphs, ...call, closing].join('\n\n') + '\n';
}

function fill(template: string, values: MailValues): string {
  return textTemplate(template)(values);
}
