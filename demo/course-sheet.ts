import PDFDocument from 'pdfkit';
import type { DemoCourse } from './course.types';

const WORDS = {
  fr: {
    title: 'Plan du cours',
    learn: 'Ce que vous saurez faire',
    before: 'Avant de commencer',
    plan: 'Leçons',
  },
  en: {
    title: 'Course sheet',
    learn: 'What you will be able to do',
    before: 'Before you begin',
    plan: 'Lessons',
  },
} as const;

/** The title of a course's sheet, in the language of the course. */
export function sheetTitleOf({ language }: DemoCourse): string {
  return WORDS[language].title;
}

/** A sheet to print: what a course teaches, what it asks for, and its lessons. @returns the bytes of a PDF */
export async function printCourseSheet(course: DemoCourse): Promise<Buffer> {
  const words = WORDS[course.language];
  const page = new PDFDocument({
    size: 'A4',
    margin: 56,
    info: { Title: `${course.title} – ${words.title}` },
  });
  const chunks: Buffer[] = [];
  page.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => page.on('end', resolve));
  page.font('Helvetica-Bold').fontSize(20).text(course.title);
  page
    .font('Helvetica')
    .fontSize(12)
    .text(course.subtitle ?? '')
    .moveDown();
  const section = (title: string, entries: readonly string[]) => {
    if (entries.length === 0) return;
    page.font('Helvetica-Bold').fontSize(14).text(title).moveDown(0.3);
    page
      .font('Helvetica')
      .fontSize(11)
      .list([...entries])
      .moveDown();
  };
  section(words.learn, course.learning_objectives ?? []);
  section(words.before, course.prerequisites ?? []);
  for (const { title, lessons } of course.modules) {
    section(
      `${words.plan} – ${title}`,
      lessons.map((lesson) => lesson.title),
    );
  }
  page.end();
  await ended;
  return Buffer.concat(chunks);
}
