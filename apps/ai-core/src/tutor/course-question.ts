import { foldText, type Language } from '@har/text-analysis';

/** What a course says of itself; `text` may be empty. */
export interface CourseDescription {
  title: string;
  text: string;
}

/** The whole question, politeness aside, so that one about a thing that the course tells of is left to its lessons. */
const ASKS: Record<Language, RegExp> = {
  fr: /^(?:de quoi (?:parle|traite|s'agit-il dans) (?:ce|le|mon) cours|que (?:contient|couvre|propose|enseigne) (?:ce|le) cours|(?:qu'est-ce que|que) (?:c'est que )?ce cours|c'est quoi,? ce cours|a quoi sert ce cours|quels? (?:est|sont) (?:le|la|les|l')\s?(?:sujet|theme|contenu|but|objectif|programme)s? (?:de ce|du) cours|(?:qu'est-ce qu'on|qu'est-ce que (?:je|j'|l'on)|que|qu')\s?(?:vais-je|va-t-on|allons-nous|vais|va)?\s?(?:apprend(?:re|s|-on)?|apprend-on) (?:dans|avec) (?:ce|le) cours|(?:presente[zr]?|resume[zr]?|decri(?:s|vez|re))(?:-moi)? (?:ce|le) cours)$/,
  en: /^(?:what(?:'s| is) (?:this|the|my) course (?:about|for)|what does (?:this|the) course (?:cover|teach|contain|offer|deal with)|what (?:is|are) the (?:topics?|subjects?|contents?|aims?|goals?|purpose) of (?:this|the) course|what (?:will|do|can|would) (?:i|we|you) learn (?:here|in (?:this|the) course|from (?:this|the) course)|(?:summari[sz]e|describe|present) (?:this|the) course|tell me (?:more )?about (?:this|the) course)$/,
};
const POLITENESS =
  /\b(?:s'il (?:te|vous) plait|svp|stp|please|exactement|exactly)\b|^(?:bonjour|salut|hello|hi)\b/g;

/** Whether a question is about the course as a whole (« De quoi parle ce cours ? »). */
export function asksAboutCourse(question: string, language: Language): boolean {
  const plain = foldText(question).replaceAll('’', "'").replace(POLITENESS, ' ');
  const words = plain.replace(/[^\p{L}'\s-]/gu, ' ').replace(/\s+/g, ' ');
  return ASKS[language].test(words.trim());
}
