import type { Letter } from './letter';

/** The letter as nodemailer takes it. */
export function toMessage(letter: Letter, from: string) {
  const { id, to, subject, text, html, date, unsubscribe_url } = letter;
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'har.academy';
  // Machines should not answer it (RFC 3834).
  const headers = {
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribe_url && {
      'List-Unsubscribe': `<${unsubscribe_url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
  return { from, to, subject, text, html, date, messageId: `<${id}@${domain}>`, headers };
}
