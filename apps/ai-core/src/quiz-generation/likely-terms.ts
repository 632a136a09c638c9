import { analyze, type Language } from '@har/text-analysis';
import type { PlacedPhrase } from './cloze-question';

/** A term that may stand among the options without being defined. */
export interface LikelyTerm {
  text: string;
  plural: boolean;
}

const MOST = 12;
/** Words of everyday life, which no lesson is about: they would be seen through among technical terms. */
const EVERYDAY: Record<Language, string> = {
  fr: `main œil yeux lit tête pied bras corps bouche doigt dos maison porte table chaise mur sol rue ville village pays route
    travail tâche poste rôle aide main usage besoin choix goût envie peur joie idée vie mort père mère enfant homme femme ami
    gens roi procès atelier chemin côté bord bout haut bas milieu centre fond surface durée jambe heure matin soir nuit été hiver
    conscience rythme moitié tiers ordre viande cycle chef tas`,
  en: `hand eye bed head foot arm body mouth finger back house door table chair wall floor street city town village country road
    work job task role help use need choice taste wish fear joy idea life death father mother child man woman friend
    king trial workshop path side edge top bottom middle centre center surface bath hour morning evening night summer winter
    café half third order meat bottle method program café coffee shop leg face word line page turn`,
};
const EVERYDAY_TERMS: Record<Language, ReadonlySet<string>> = {
  fr: new Set(analyze(EVERYDAY.fr, 'fr')),
  en: new Set(analyze(EVERYDAY.en, 'en')),
};
const TOPIC = 2;
const EXPRESSION = 1;

/**
 * Noun phrases of a text without their determiner, those first that the text is about: it comes back to them, opens
 * sentences with them, or needs several words for them. Everyday words are left out.
 */
export function likelyTerms(phrases: readonly PlacedPhrase[], language: Language): LikelyTerm[] {
  const found = new Map<string, LikelyTerm & { score: number }>();
  for (const { text, plural, at, terms } of phrases) {
    const bare = text.replace(/^(?:(?:the|an?|les?|la|une?)\s|l['’])/i, '');
    const known = found.get(bare.toLowerCase());
    if (terms.every((term) => EVERYDAY_TERMS[language].has(term))) continue;
    const score = (known?.score ?? (terms.length > 1 ? EXPRESSION : 0)) + 1 + (at === 0 ? TOPIC : 0);
    found.set(bare.toLowerCase(), { text: known?.text ?? bare, plural, score });
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ text, plural }) => ({ text, plural }));
}
