import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@har/text-analysis';
import type { LessonSource } from '../src/tutor/passage';

/** A lesson written for the evaluation. */
export interface EvalLesson extends LessonSource {
  language: Language;
}

const LESSONS = join(__dirname, 'lessons');

/**
 * The lessons of a folder, by file name; the first heading is the title, the name begins with the language. Those held out
 * were written before the code that they test: their figures may be watched, but no question of theirs is looked into.
 */
export function readEvalLessons(folder: '.' | 'held-out' = '.'): EvalLesson[] {
  const path = join(LESSONS, folder);
  return readdirSync(path)
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => {
      const html = readFileSync(join(path, name), 'utf8');
      const title = /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? name;
      return {
        lesson_id: name.replace('.html', ''),
        language: name.startsWith('fr-') ? 'fr' : 'en',
        title,
        content: html.replace(/<h1>.*?<\/h1>/, ''),
      };
    });
}
