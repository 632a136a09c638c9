import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { Letter, MailTransport } from './letter';
import { toMessage } from './message';

/**
 * Writes mails to a folder, for machines without a mail server: `<time>-<id>.eml` for mail programs, `.json` with
 * `{to, subject, text, html}` for tests. Names sort by time.
 */
export function fileTransport(folder: string, from: string): MailTransport {
  const logger = new Logger('Mail');
  const composer = createTransport({ streamTransport: true, buffer: true });
  return {
    async send(letter: Letter) {
      await mkdir(folder, { recursive: true });
      const { message } = await composer.sendMail(toMessage(letter, from));
      const base = resolve(folder, `${letter.date.toISOString().replace(/\D/g, '')}-${letter.id}`);
      const { date, ...content } = letter;
      await writeWhole(`${base}.eml`, message as Buffer);
      await writeWhole(
        `${base}.json`,
        JSON.stringify({ ...content, from, date: date.toISOString() }, null, 2),
      );
      logger.log({ message: 'mail written', file: `${base}.eml`, subject: letter.subject });
    },
    async close() {
      composer.close();
    },
  };
}

/** The folder of the mails under the data folder. */
export function mailFolder(dataDir: string): string {
  return join(dataDir, 'mail');
}

/** A reader sees the whole file or none. */
async function writeWhole(path: string, content: Buffer | string): Promise<void> {
  const unfinished = `${path}.part`;
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, path);
}
