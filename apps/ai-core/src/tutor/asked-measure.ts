import { analyze, foldText, type Language } from '@har/text-analysis';

/** How a question asks for a measure, and the words that an answer uses for it. */
const MEASURES: Record<Language, [wording: RegExp, words: string][]> = {
  fr: [
    [/\ba quelle distance\b|\bquelle distance\b/, 'distance kilomètres mètres éloigné'],
    [/\ba quelle vitesse\b|\bquelle vitesse\b/, 'vitesse rapide seconde heure kilomètres'],
    [
      /\bcombien de temps\b|\bquelle duree\b|\bdepuis combien\b/,
      'durée durer heures minutes jours semaines mois ans années siècles',
    ],
    [/\ba quelle temperature\b|\bquelle temperature\b/, 'température degrés °C'],
    [/\bcombien (?:coute|vaut)\b|\bquel (?:est le )?prix\b/, 'prix coûter euros'],
    [/\bcombien (?:pese)\b|\bquel poids\b/, 'poids peser masse kilogrammes grammes tonnes'],
    [
      /\bquelle (?:taille|longueur|hauteur|largeur|profondeur)\b|\bcombien mesure\b/,
      'taille mesurer longueur hauteur diamètre mètres centimètres',
    ],
  ],
  en: [
    [/\bhow far\b/, 'distance kilometres metres miles away'],
    [/\bhow fast\b|\bhow quickly\b/, 'speed fast second hour kilometres miles day'],
    [/\bhow long\b/, 'last duration hours minutes days weeks months years century'],
    [/\bhow (?:hot|warm|cold)\b/, 'temperature degrees °C'],
    [/\bhow (?:heavy)\b|\bhow much does .* weigh\b/, 'weight mass kilograms grams tonnes'],
    [/\bhow (?:big|large|tall|high|deep|wide)\b/, 'size diameter height depth measure metres centimetres'],
    [/\bhow old\b/, 'age years century ago'],
    [/\bhow often\b/, 'times every day week month year frequency'],
    [/\bhow loud\b/, 'decibels loudness'],
  ],
};
const WORDING_TERMS: Record<Language, string> = {
  fr: 'distance vitesse temps durée température taille longueur hauteur largeur profondeur poids mesure pèse coûte vaut prix',
  en: 'far fast quickly long hot warm cold heavy weigh big large tall high deep wide old often loud',
};

/** A measure that is asked for. */
export interface AskedMeasure {
  /** Terms of the wording itself, which an answer need not repeat. */
  wording: ReadonlySet<string>;
  /** Terms that an answer is likely to have. */
  terms: readonly string[];
}

/** The measure in « À quelle distance… » or "How far…", if the question asks for one. */
export function askedMeasure(
  question: string,
  language: Language,
  stems: Language,
): AskedMeasure | undefined {
  const folded = foldText(question);
  const words = MEASURES[language].find(([wording]) => wording.test(folded))?.[1];
  if (!words) return undefined;
  return {
    wording: new Set(analyze(WORDING_TERMS[language], stems)),
    terms: [...new Set(analyze(words, stems))],
  };
}
