import type { SentFile } from '@har/testing';
import { sampleMp4, samplePdf, samplePng } from '@har/testing';

/** Files of a course, sent by its author; `canary` is in what must be paid for. */
export const FILES = {
  pdf: (canary = 'page'): SentFile => ({
    purpose: 'resource',
    filename: 'Résumé.pdf',
    content_type: 'application/pdf',
    bytes: samplePdf(canary),
  }),
  video: (canary = 'frames'): SentFile => ({
    purpose: 'lesson_video',
    filename: 'lesson.mp4',
    content_type: 'video/mp4',
    bytes: sampleMp4(canary),
  }),
  intro: (): SentFile => ({ ...FILES.video(), purpose: 'intro_video' }),
  picture: (purpose: 'course_thumbnail' | 'course_header'): SentFile => ({
    purpose,
    filename: 'picture.png',
    content_type: 'image/png',
    bytes: samplePng(400, 300),
  }),
};

/** What an address answers. */
export async function fetched(url: string, headers: { range?: string } = {}) {
  const answer = await fetch(url, { headers: { ...headers } });
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}
