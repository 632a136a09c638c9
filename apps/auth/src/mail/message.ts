import type { Letter } from './letter';

/** The letter as nodemailer takes it. */
export function toMessage({ id, to, subject, text, html, date }: Letter, from: string) {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'har.academy';
  // Machines should not answer it (RFC 3834).
  const headers = { 'Auto-Submitted': 'auto-generated' };
  return { from, to, subject, text, html, date, messageId: `<${id}@${domain}>`, headers };
}
