import type { NotificationKind } from '@har/contracts';

/** The words of notification mails in one language, as Handlebars templates. */
export interface NotificationTexts {
  readonly greeting: string;
  /** By kind, of `{{name}}`; the subject too, where a mail has one piece of news. */
  readonly headlines: Readonly<Record<NotificationKind, string>>;
  readonly digest_subject: string;
  readonly somebody: string;
  readonly open: string;
  readonly more: string;
  readonly closing: string;
  readonly reason: string;
  readonly unsubscribe: string;
}

export const NOTIFICATION_TEXTS: Record<'fr' | 'en', NotificationTexts> = {
  fr: {
    greeting: 'Bonjour {{first_name}},',
    headlines: {
      question_asked: '{{name}} a posé une question',
      answer_given: '{{name}} a répondu à votre question',
      answer_pinned: '{{name}} a choisi la réponse officielle',
      mention: '{{name}} vous a mentionné',
    },
    digest_subject: '{{count}} nouveautés dans vos questions',
    somebody: 'Quelqu’un',
    open: 'Ouvrir la discussion',
    more: 'Et {{count}} autres, à lire sur Har Academy.',
    closing: 'L’équipe Har Academy',
    reason: 'Vous recevez cet e-mail parce que vous participez à des questions sur Har Academy.',
    unsubscribe: 'Ne plus recevoir ces e-mails',
  },
  en: {
    greeting: 'Hello {{first_name}},',
    headlines: {
      question_asked: '{{name}} asked a question',
      answer_given: '{{name}} answered your question',
      answer_pinned: '{{name}} chose the official answer',
      mention: '{{name}} mentioned you',
    },
    digest_subject: '{{count}} updates on your questions',
    somebody: 'Somebody',
    open: 'Open the discussion',
    more: 'And {{count}} more, to read at Har Academy.',
    closing: 'The Har Academy team',
    reason: 'You get this e-mail because you take part in questions at Har Academy.',
    unsubscribe: 'Stop these e-mails',
  },
};
