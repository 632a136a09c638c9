import type { CatalogueEntry } from './catalogue';

/** What the ai-core service can answer beyond the errors of every route. */
export const AI_ERRORS = {
  CONTENT_CARRIES_NO_QUESTION: {
    status: 400,
    fr: 'Ce contenu ne permet de former aucune question : donnez des phrases complètes qui définissent ou chiffrent.',
    en: 'No question can be made from this content: give full sentences that define things or state figures.',
  },
  QUIZ_DRAFT_NOT_FOUND: {
    status: 404,
    fr: 'Ce brouillon de quiz n’existe pas.',
    en: 'There is no such quiz draft.',
  },
  QUIZ_DRAFT_CLOSED: {
    status: 409,
    fr: 'Ce brouillon est déjà approuvé, rejeté ou en cours d’approbation.',
    en: 'This draft is already approved, rejected or being approved.',
  },
  QUIZ_DRAFT_CHANGED: {
    status: 409,
    fr: 'Ce brouillon a changé entre-temps : relisez-le.',
    en: 'This draft has changed in the meantime: read it again.',
  },
  GLOSSARY_ENTRY_NOT_FOUND: {
    status: 404,
    fr: 'Cette entrée n’existe pas dans le glossaire de ce cours.',
    en: 'The glossary of this course has no such entry.',
  },
  GLOSSARY_TERM_EXISTS: {
    status: 409,
    fr: 'Ce terme est déjà dans le glossaire : complétez son entrée.',
    en: 'The glossary has this term already: add to its entry.',
  },
  GLOSSARY_FULL: {
    status: 400,
    fr: 'Un glossaire a au plus {limit} entrées.',
    en: 'A glossary has at most {limit} entries.',
  },
  RECOMMENDATION_NOT_FOUND: {
    status: 404,
    fr: 'Ce cours ne vous a pas été recommandé dans cette réponse.',
    en: 'That answer did not recommend this course to you.',
  },
  COURSE_NOT_OPEN: {
    status: 403,
    fr: 'Aucune leçon de ce cours ne vous est ouverte : inscrivez-vous d’abord.',
    en: 'No lesson of this course is open to you: enrol first.',
  },
} as const satisfies Record<string, CatalogueEntry>;
