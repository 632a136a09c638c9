import { analyze, splitSentences, type Language } from '@har/text-analysis';

const DEFINES: Record<Language, RegExp> = {
  fr: /\s(?:est|sont|était|étaient)\s(?:un|une|le|la|les|des|l['’])|\s(?:désigne(?:nt)?|signifie(?:nt)?|consiste(?:nt)?\s(?:à|en)|correspond(?:ent)?\sà)\s|\ss['’]appelle(?:nt)?\s/u,
  en: /\s(?:is|are|was|were)\s(?:an?|the|any|one)\s|\s(?:means?|refers?\sto|stands?\sfor|consists?\sof|describes?|is\scalled|are\scalled)\s/u,
};
/** A longer subject says something of the term rather than what it is. */
const LONGEST_SUBJECT = 4;
const NAMES = /s['’]appelle|called/;

/** Whether a sentence says what the terms are: its subject is made of them and little else. */
export function definesTerms(sentence: string, terms: readonly string[], language: Language): boolean {
  const verb = DEFINES[language].exec(sentence);
  if (!verb) return false;
  const subject = analyze(sentence.slice(0, verb.index), language);
  const named = NAMES.test(verb[0])
    ? analyze(sentence.slice(verb.index), language).slice(0, LONGEST_SUBJECT + 1)
    : [];
  return [subject, named].some(
    (side) => side.length > 0 && side.length <= LONGEST_SUBJECT && terms.every((term) => side.includes(term)),
  );
}

/** Whether any sentence of a text says what the terms are. */
export function hasDefinition(text: string, terms: readonly string[], language: Language): boolean {
  return (
    terms.length > 0 &&
    splitSentences(text, language).some((sentence) => definesTerms(sentence, terms, language))
  );
}
