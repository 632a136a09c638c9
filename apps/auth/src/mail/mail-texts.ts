import type { MailKind } from '@har/contracts';

/** A mail's words in one language, as Handlebars templates. */
export interface MailText {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** The label of the link, where the mail has one. */
  readonly action?: string;
  readonly closing: string;
}

const CLOSING = { fr: 'L’équipe Har Academy', en: 'The Har Academy team' };
const GREETING = { fr: 'Bonjour {{first_name}},', en: 'Hello {{first_name}},' };

export const MAIL_TEXTS: Record<MailKind, Record<'fr' | 'en', MailText>> = {
  'password-reset': {
    fr: {
      subject: 'Choisissez un nouveau mot de passe',
      greeting: GREETING.fr,
      paragraphs: [
        'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte Har Academy.',
        'Ce lien fonctionne une seule fois, pendant une heure.',
        'Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.',
      ],
      action: 'Choisir un nouveau mot de passe',
      closing: CLOSING.fr,
    },
    en: {
      subject: 'Choose a new password',
      greeting: GREETING.en,
      paragraphs: [
        'Somebody, probably you, asked for a new password for your Har Academy account.',
        'This link works once, for one hour.',
        'If you did not ask for it, ignore this message: your password stays as it is.',
      ],
      action: 'Choose a new password',
      closing: CLOSING.en,
    },
  },
  'password-changed': {
    fr: {
      subject: 'Votre mot de passe a été changé',
      greeting: GREETING.fr,
      paragraphs: [
        'Le mot de passe de votre compte Har Academy vient d’être changé, et vos autres sessions ont été fermées.',
        'Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe depuis la page de connexion.',
      ],
      closing: CLOSING.fr,
    },
    en: {
      subject: 'Your password was changed',
      greeting: GREETING.en,
      paragraphs: [
        'The password of your Har Academy account was just changed, and your other sessions were ended.',
        'If that was not you, ask for a new password from the sign-in page right away.',
      ],
      closing: CLOSING.en,
    },
  },
};
