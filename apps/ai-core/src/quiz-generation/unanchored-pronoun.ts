import type { Language } from '@har/text-analysis';

/** Third persons of a sentence; a possessive may mean the subject of its own clause. */
const ENGLISH_PRONOUN = /(?<![\p{L}])(?:it|they|them|he|him|she)(?![\p{L}'’])/iu;
const ENGLISH_POSSESSIVE = /(?<![\p{L}])(?:its|their|his|her)(?![\p{L}])/iu;
const ENGLISH_BOUNDARY =
  /[,;]|(?<![\p{L}])(?:that|which|who|when|if|because|but|while|since|until|where)(?![\p{L}])/iu;
/** « one » for something named before; "that" for a whole statement. */
const ENGLISH_STAND_INS =
  /(?<![\p{L}])(?:(?:the|that|which|a|creating|making|using|having)\s(?:\p{L}+\s)?one(?:s)?(?=[.,;]|\s(?:takes?|is|was|has|had|can|may|must|will|in|on|at|to|and|or|of\sthem)(?![\p{L}]))|(?:modern|older|newer|early|earlier|later|smaller|larger|big|small)\sones|that\sone|the\s(?:first|second|last)(?=[.,;]|\s(?:at|in|on|was|is|to)(?![\p{L}]))|the\s(?:principle|process|method|device|technique)(?=[.,;]|\s(?:in|at|was|is)(?![\p{L}]))|as\swell|that(?=[.,;])|the\stwo(?=[.,;]|\s(?:are|have|do|can|must))|some\s(?:from|are|is|were|was|have|had|of\sthem))/iu;
const ENGLISH_PREPOSITION =
  /^(?:in|on|at|by|for|from|with|without|after|before|behind|under|over|during|to|of|as)\s/i;

const FRENCH_PRONOUN = /(?<![\p{L}])(?:il|elle|ils|elles|eux)(?![\p{L}])/iu;
const FRENCH_IMPERSONAL =
  /(?<![\p{L}])il\s(?:y\sa|n['’]y\sa|(?:ne\s)?faut|(?:ne\s)?suffit|existe|convient|vaut\smieux|pleut|neige|tombe|est\s(?:possible|nécessaire|interdit|rare|utile|difficile|facile))(?![\p{L}])/giu;
const FRENCH_BOUNDARY =
  /[,;]|(?<![\p{L}])(?:qui|que|qu['’]|dont|où|quand|si|parce|car|mais|lorsqu\p{L}*|puisqu\p{L}*|afin|pour)(?![\p{L}])/iu;
const FRENCH_PREPOSITION =
  /^(?:à|au|aux|en|dans|sur|sous|sans|pour|pendant|avec|par|depuis|dès|vers|chez|entre|après|avant|contre|selon|lors|malgré|jusqu['’]\p{L}+)\s/iu;
/** Pronouns before a verb: after « ne », before an infinitive, « y » alone, « en » before common verbs. */
const FRENCH_OBJECTS = [
  /\sen\s\p{Ll}+(?:e|ent|it|ait|a|ut)\s(?:le|la|les|un|une|des|plus|moins)\s/u,
  /\sen\s\p{Ll}+(?:e|ent|it|ait|a|ut)\sl['’]/u,
  /(?<![\p{L}])qui\s(?:l['’]|(?:le|la|les|lui|leur|en|y)\s)/iu,
  // Before a noun « à le » and « de les » are contracted: here they stand before a verb.
  /(?<![\p{L}])(?:à|de)\s(?:le|les)\s/iu,
  // « la lumière la remet à l'heure »: two nouns do not stand side by side.
  /(?:^|[\s'’])(?:le|la|les|l['’]|un|une|des|du|ce|cette)\s?\p{L}+\s(?:le|la|les|l['’])\s?\p{L}+(?:e|t|d|ent|a)(?![\p{L}])/iu,
  // « Trop court, il donne… »
  /^(?!(?:si|quand|lorsqu\p{L}*)(?![\p{L}]))[^,]{1,25},\s(?:il|elle|ils|elles)(?![\p{L}])/iu,
  /(?<![\p{L}])n(?:e\s|['’])(?:l['’]|(?:le|la|les|lui|leur|en|y)\s)/iu,
  /(?<![\p{L}])(?:peut|peuvent|doit|doivent|faut|pour|sans|va|vont|fait|font)\s(?:l['’]|(?:le|la|les|lui|leur|en|y)\s)\p{L}+(?:er|ir|re|oir)(?![\p{L}])/iu,
  /(?<![\p{L}])y(?!\s(?:a|avait|aura|compris)(?![\p{L}]))(?![\p{L}'’-])/iu,
  /\sen\s(?:est|sont|a|ont|était|forme|demande|donne|reste|fait|font|sort|vient|contien|produi|possède|subsiste|provien|consomme|dépend|résulte|découle|compte|manque)/iu,
  /(?<![\p{L}])(?:lui|leur)\s(?:a|ont|est|donne|permet|faut|reste|offre|sert)(?![\p{L}])/iu,
];
const FRENCH_STAND_INS =
  /,\s(?:lui|elle|eux|elles),|(?<![\p{L}])(?:au-delà(?!\s(?:de|du|des)(?![\p{L}])|\sd['’])|au-dessus(?!\sd)|au-dessous(?!\sd)|du\stotal|(?:le|la|les)\s(?:premi\S+|seconde?s?|derni\S+)(?=\s(?:nombre|chiffre|terme|cas|est|sont|a|ont))|(?:les|des|aux)\sdeux(?!\s\p{L}+s)|le\stout|sans\s(?:lui|elle|eux|elles))(?![\p{L}])|^(?:à|dans|pour|avec|selon|par)\s(?:son|sa|ses|leurs?)\s|^(?:le|la|les)\s(?:droite?s?|gauches?)\s/iu;

/**
 * Whether a pronoun of a sentence most likely means something outside it: there is no clause before it that could name
 * the thing, or only a circumstance (« À 24 °C, il dure deux heures »).
 */
export function hasUnanchoredPronoun(sentence: string, language: Language): boolean {
  return language === 'fr' ? inFrench(sentence) : inEnglish(sentence);
}

function inEnglish(sentence: string): boolean {
  if (ENGLISH_STAND_INS.test(sentence)) return true;
  const possessive = ENGLISH_POSSESSIVE.exec(sentence);
  if (possessive && wordsBefore(sentence, possessive.index) < 2) return true;
  const pronoun = ENGLISH_PRONOUN.exec(sentence);
  return (
    pronoun !== null && !isAnchored(sentence.slice(0, pronoun.index), ENGLISH_BOUNDARY, ENGLISH_PREPOSITION)
  );
}

function inFrench(sentence: string): boolean {
  if (FRENCH_STAND_INS.test(sentence) || FRENCH_OBJECTS.some((object) => object.test(sentence))) return true;
  const personal = sentence.replace(FRENCH_IMPERSONAL, (found) => 'x'.repeat(found.length));
  const pronoun = FRENCH_PRONOUN.exec(personal);
  return (
    pronoun !== null && !isAnchored(sentence.slice(0, pronoun.index), FRENCH_BOUNDARY, FRENCH_PREPOSITION)
  );
}

/** Something before the pronoun's clause names a thing, beyond a mere circumstance up to its comma. */
function isAnchored(before: string, boundary: RegExp, preposition: RegExp): boolean {
  if (wordsBefore(before, before.length) < 2 || !boundary.test(before)) return false;
  return !(preposition.test(before) && /^[^,;]*,\s*$/.test(before));
}

function wordsBefore(sentence: string, at: number): number {
  return sentence.slice(0, at).split(/\s+/).filter(Boolean).length;
}
