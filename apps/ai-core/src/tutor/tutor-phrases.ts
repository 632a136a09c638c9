import type { Language } from '@har/text-analysis';

interface TutorPhrases {
  answered(lessons: readonly string[], quotes: string): string;
  possible(lessons: readonly string[], quotes: string): string;
  about(course: string, quote: string): string;
  unknown: string;
  greeting: string;
}

const French = new Intl.ListFormat('fr', { type: 'conjunction' });
const English = new Intl.ListFormat('en', { type: 'conjunction' });

/** The words around the quotes, in the language of the question. */
export const TUTOR_PHRASES: Record<Language, TutorPhrases> = {
  fr: {
    answered: (lessons, quotes) => `D’après ${lessonsInFrench(lessons)} : ${quotes}`,
    possible: (lessons, quotes) =>
      `Je ne suis pas sûr que le cours réponde à cette question. Le plus proche se trouve dans ${lessonsInFrench(lessons)} : ${quotes}`,
    about: (course, quote) => `Le cours « ${course} » se présente ainsi : ${quote}`,
    unknown:
      'Ce cours ne répond pas à cette question. Essayez de la poser avec d’autres mots, ou demandez à votre instructeur.',
    greeting: 'Bonjour ! Posez-moi une question sur ce cours : je réponds avec ses leçons.',
  },
  en: {
    answered: (lessons, quotes) => `According to ${lessonsInEnglish(lessons)}: ${quotes}`,
    possible: (lessons, quotes) =>
      `I am not sure that the course answers this question. The closest is in ${lessonsInEnglish(lessons)}: ${quotes}`,
    about: (course, quote) => `The course “${course}” says of itself: ${quote}`,
    unknown: 'This course does not answer that question. Try other words, or ask your instructor.',
    greeting: 'Hello! Ask me a question about this course: I answer from its lessons.',
  },
};

function lessonsInFrench(titles: readonly string[]): string {
  const list = French.format(titles.map((title) => `« ${title} »`));
  return titles.length > 1 ? `les leçons ${list}` : `la leçon ${list}`;
}

function lessonsInEnglish(titles: readonly string[]): string {
  const list = English.format(titles.map((title) => `“${title}”`));
  return titles.length > 1 ? `the lessons ${list}` : `the lesson ${list}`;
}
