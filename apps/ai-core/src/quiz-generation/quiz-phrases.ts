import type { Language } from '@har/text-analysis';

interface QuizPhrases {
  whichTerm: (body: string) => string;
  whichNumber: (sentence: string) => string;
  whichYear: (sentence: string) => string;
  whichIsFalse: string;
  isItTrue: (statement: string) => string;
  completes: (sentence: string) => string;
  explanation: (quote: string) => string;
  yes: string;
  no: string;
}

/** Where an answer was taken out of a sentence. */
export const BLANK = '_____';

/** The wording of questions and explanations. */
export const QUIZ_PHRASES: Record<Language, QuizPhrases> = {
  fr: {
    whichTerm: (body) => `Quel terme correspond à cette définition : « ${body} » ?`,
    whichNumber: (sentence) => `Quel nombre complète cette phrase ? « ${sentence} »`,
    whichYear: (sentence) => `Quelle année complète cette phrase ? « ${sentence} »`,
    whichIsFalse: 'Laquelle de ces affirmations est fausse ?',
    isItTrue: (statement) => `Vrai ou faux ? « ${statement} »`,
    completes: (sentence) => `Quels mots complètent cette phrase ? « ${sentence} »`,
    explanation: (quote) => `Le cours dit : « ${quote} »`,
    yes: 'Vrai',
    no: 'Faux',
  },
  en: {
    whichTerm: (body) => `Which term matches this definition: “${body}”?`,
    whichNumber: (sentence) => `Which number completes this sentence? “${sentence}”`,
    whichYear: (sentence) => `Which year completes this sentence? “${sentence}”`,
    whichIsFalse: 'Which of these statements is false?',
    isItTrue: (statement) => `True or false? “${statement}”`,
    completes: (sentence) => `Which words complete this sentence? “${sentence}”`,
    explanation: (quote) => `The course says: “${quote}”`,
    yes: 'True',
    no: 'False',
  },
};
