import { analyze, type Language } from '@har/text-analysis';
import type { CatalogueCourse } from './interaction';

/** A keyword says more of what a course is about than a word of its title. */
const KEYWORD_WEIGHT = 1.5;

/** How alike courses are by the words of their titles and keywords (TF-IDF, cosine), for courses that nobody took yet. */
export class ContentSimilarity {
  private readonly vectors = new Map<string, Map<string, number>>();

  constructor(courses: readonly CatalogueCourse[]) {
    const counts = courses.map((course) => [course.course_id, countTerms(course)] as const);
    const documents = new Map<string, number>();
    for (const [, terms] of counts)
      for (const term of terms.keys()) documents.set(term, (documents.get(term) ?? 0) + 1);
    for (const [courseId, terms] of counts) {
      const weighed = new Map<string, number>();
      for (const [term, count] of terms) {
        weighed.set(term, count * Math.log(1 + courses.length / (documents.get(term) ?? 1)));
      }
      this.vectors.set(courseId, unit(weighed));
    }
  }

  /** 0 (nothing in common, or unknown) to 1. */
  between(courseId: string, otherId: string): number {
    const a = this.vectors.get(courseId);
    const b = this.vectors.get(otherId);
    if (!a || !b) return 0;
    let sum = 0;
    for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
    return sum;
  }
}

function countTerms({ title, keywords, language }: CatalogueCourse): Map<string, number> {
  const analyzed: Language = language === 'en' ? 'en' : 'fr';
  const terms = new Map<string, number>();
  const count = (text: string, weight: number): void => {
    for (const term of analyze(text, analyzed)) terms.set(term, (terms.get(term) ?? 0) + weight);
  };
  count(title, 1);
  for (const keyword of keywords) count(keyword, KEYWORD_WEIGHT);
  return terms;
}

function unit(vector: Map<string, number>): Map<string, number> {
  const length = Math.hypot(...vector.values()) || 1;
  return new Map([...vector].map(([term, weight]) => [term, weight / length]));
}
