import { createTransport } from 'nodemailer';
import type { Letter, MailTransport } from './letter';
import { toMessage } from './message';

/** Sends by SMTP, over a few connections that are kept open. */
export function smtpTransport(url: string, from: string): MailTransport {
  const options = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
  const transporter = createTransport({ url, pool: true, maxConnections: 3, ...options } as object);
  return {
    async send(letter: Letter) {
      await transporter.sendMail(toMessage(letter, from));
    },
    async close() {
      transporter.close();
    },
  };
}
