import { contentTokens, stem } from '@har/text-analysis';
import type { Course } from '../course/course.schema';

/** Where a word of a course stands, best first: title, keywords, subtitle and short description, description. */
export const FIELD_CLASSES = ['t', 'k', 's', 'd'] as const;
export type FieldClass = (typeof FIELD_CLASSES)[number];

/** A description of 10,000 characters has more words than find anything. */
const MOST_TERMS = 400;

export type Searchable = Pick<
  Course,
  | 'status'
  | 'title'
  | 'description'
  | 'short_description'
  | 'domain'
  | 'stack'
  | 'keywords'
  | 'category'
  | 'language'
  | 'instructor_name'
> &
  Partial<Pick<Course, 'subtitle' | 'compatibility_versions' | 'learning_objectives'>>;

export interface SearchEntry {
  /** `t:python`: stemmed and folded, once, with the best field it stands in. */
  readonly terms: string[];
  /** The words themselves, in lower case with their accents, each once. */
  readonly words: string[];
}

/** What a search finds a course by; nothing unless it is published. */
export function searchEntryOf(course: Searchable): SearchEntry {
  const classes = new Map<string, FieldClass>();
  const words = new Set<string>();
  if (course.status === 'published') {
    for (const [fieldClass, text] of fieldsOf(course)) {
      for (const { lower } of contentTokens(text, course.language)) {
        const term = stem(lower, course.language);
        if (!classes.has(term) && classes.size < MOST_TERMS) classes.set(term, fieldClass);
        if (classes.has(term)) words.add(lower);
      }
    }
  }
  const terms = [...classes].map(([term, fieldClass]) => codedTerm(term, fieldClass));
  return { terms, words: [...words] };
}

export function codedTerm(term: string, fieldClass: FieldClass): string {
  return `${fieldClass}:${term}`;
}

function fieldsOf(course: Searchable): [FieldClass, string][] {
  const keywords = [
    ...course.keywords,
    ...course.stack,
    ...(course.compatibility_versions ?? []),
    course.domain,
    course.category,
    course.instructor_name,
  ];
  return [
    ['t', course.title],
    ['k', keywords.join(' ; ')],
    ['s', [course.subtitle, course.short_description].join(' ; ')],
    ['d', [course.description, ...(course.learning_objectives ?? [])].join(' ; ')],
  ];
}
