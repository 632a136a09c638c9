import type { Language } from '@har/text-analysis';
import type { RecommendationReason } from './recommendation';

/** What a sentence about a recommendation may name. */
export interface ReasonNames {
  /** Titles of the courses that it rests on. */
  because: readonly string[];
  domain?: string;
}

const LISTS = {
  fr: new Intl.ListFormat('fr', { type: 'conjunction' }),
  en: new Intl.ListFormat('en', { type: 'conjunction' }),
};

/** One sentence that tells the learner why a course is recommended. */
export function recommendationSentence(
  reason: RecommendationReason,
  names: ReasonNames,
  language: Language,
): string {
  return language === 'fr' ? inFrench(reason, names) : inEnglish(reason, names);
}

function inFrench(reason: RecommendationReason, { because, domain }: ReasonNames): string {
  const courses = LISTS.fr.format(because.map((title) => `« ${title} »`));
  switch (reason) {
    case 'next_step':
      return courses ? `Souvent suivi après ${courses}.` : 'Souvent suivi après vos cours.';
    case 'domain_popular':
      return domain
        ? `Très suivi dans le domaine ${domain}, qui vous intéresse.`
        : 'Très suivi dans vos domaines.';
    case 'popular':
      return 'Parmi les cours les plus suivis de l’académie.';
    case 'new':
      return courses ? `Nouveau, et proche de ${courses}.` : 'Nouveau dans l’académie.';
    case 'same_domain':
      return courses
        ? `Dans le même domaine que ${courses}.`
        : `Dans le domaine ${domain}, qui vous intéresse.`;
    case 'other':
      return 'Un autre cours de l’académie.';
  }
}

function inEnglish(reason: RecommendationReason, { because, domain }: ReasonNames): string {
  const courses = LISTS.en.format(because.map((title) => `“${title}”`));
  switch (reason) {
    case 'next_step':
      return courses ? `Often taken after ${courses}.` : 'Often taken after your courses.';
    case 'domain_popular':
      return domain ? `Popular in ${domain}, which interests you.` : 'Popular in your domains.';
    case 'popular':
      return 'Among the most taken courses of the academy.';
    case 'new':
      return courses ? `New, and close to ${courses}.` : 'New in the academy.';
    case 'same_domain':
      return courses ? `In the same domain as ${courses}.` : `In ${domain}, which interests you.`;
    case 'other':
      return 'Another course of the academy.';
  }
}
