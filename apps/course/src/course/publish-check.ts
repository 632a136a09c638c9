import type { LessonType } from '@har/contracts';
import type { ErrorDetail, Language } from '@har/errors';
import type { Course } from './course.schema';
import { lessonIdsOf } from './outline';

/** Less than this cannot be charged by card; 0 is free. */
const LOWEST_PRICE_MINOR = 50;

const BODY_NAMES: Record<LessonType, Record<Language, string>> = {
  video: { fr: 'sa vidéo', en: 'its video' },
  text: { fr: 'son texte', en: 'its text' },
  quiz: { fr: 'ses questions', en: 'its questions' },
  exercise: { fr: 'son énoncé', en: 'its instructions' },
};

const REASONS = {
  description: {
    fr: 'Le cours n’a pas de description.',
    en: 'The course has no description.',
  },
  modules: { fr: 'Le cours n’a pas de module.', en: 'The course has no module.' },
  lessons: { fr: 'Aucun module n’a de leçon.', en: 'No module has a lesson.' },
  price: {
    fr: 'Un prix est 0 (gratuit) ou au moins 0,50.',
    en: 'A price is 0 (free) or at least 0.50.',
  },
} satisfies Record<string, Record<Language, string>>;

export interface IncompleteLesson {
  _id: unknown;
  title: string;
  type: LessonType;
}

/**
 * Every reason why a course cannot be sold yet; none when it can be published (001 §SERVICE 2 B: at least one module
 * with at least one lesson).
 *
 * @param incomplete the lessons of its outline that lack their body
 */
export function publishObstacles(
  course: Course,
  incomplete: readonly IncompleteLesson[],
  language: Language,
): ErrorDetail[] {
  const failed: Record<keyof typeof REASONS, boolean> = {
    description: course.description.trim() === '',
    modules: course.modules.length === 0,
    lessons: lessonIdsOf(course).length === 0,
    price: course.price.amount_minor > 0 && course.price.amount_minor < LOWEST_PRICE_MINOR,
  };
  const names = Object.keys(REASONS) as (keyof typeof REASONS)[];
  const reasons = names
    .filter((name) => failed[name])
    .map((name) => ({ field: name, message: REASONS[name][language] }));
  const lessons = incomplete.map((lesson) => ({
    field: `lessons.${String(lesson._id)}`,
    message: lacksBody(lesson, language),
  }));
  return [...reasons, ...lessons];
}

function lacksBody({ title, type }: IncompleteLesson, language: Language): string {
  const body = BODY_NAMES[type][language];
  return language === 'fr'
    ? `Il manque à la leçon « ${title} » ${body}.`
    : `The lesson "${title}" lacks ${body}.`;
}
