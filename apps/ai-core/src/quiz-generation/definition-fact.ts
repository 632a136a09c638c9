import { analyze, tokenize, type Language } from '@har/text-analysis';
import type { SourceSentence } from './source-sentence';

/** « La chlorophylle désigne le pigment vert… » taken apart. */
export interface DefinitionFact {
  /** Without its article: « chlorophylle ». */
  term: string;
  /** As written, with its space or apostrophe: « La », « L' »; empty for a bare term. */
  article: string;
  plural: boolean;
  /** What it is, without the full stop: « le pigment vert… ». */
  body: string;
  sentence: SourceSentence;
}

const PATTERN: Record<Language, RegExp> = {
  fr: /^(?<article>(?:le|la|les|un|une|des)\s|l['’]|)(?<term>[\p{L}\p{N}][\p{L}\p{N}.+#'’-]*(?:\s[\p{L}\p{N}'’.+#-]+){0,4}?)(?:,\s[^,]{3,60},)?\s(?:(?<one>est|désigne|signifie)|(?<many>sont|désignent))\s(?<body>(?:un|une|le|la|les|des|de|d['’]|l['’]).{12,200})$/iu,
  en: /^(?<article>(?:an?|the)\s|)(?<term>[\p{L}\p{N}][\p{L}\p{N}.+#'’-]*(?:\s[\p{L}\p{N}'’.+#-]+){0,4}?)(?:,\s[^,]{3,60},)?\s(?:(?<one>is|means|refers to|denotes)|(?<many>are))\s(?<body>(?:an?|the|any|one|[\p{Ll}]+s?)\s.{12,200})$/iu,
};

/** Subjects that say something about the text or about a part of a thing rather than name a thing. */
const NO_TERM: Record<Language, RegExp> = {
  fr: /(?<![\p{L}])(?:qui|que|dont|où|si|quand|comme|pour|par|et|ou|ne|n['’]|se|s['’]|y|en|dans|sur|avec|premi\S+|derni\S+|second\S*|seule?s?|principa\S+|bonn?e?s?|meilleure?s?|autres?|même|résultat|raison|problème|but|objectif|idée|question|réponse|règle|exemple|différence|plupart|ordre|plus|moins|suite|fin|début|reste|total|deux|trois|quatre|cinq|[0-9]+|chaque|tout\S*|aucun\S*|plusieurs|ce|cette|ces|son|sa|ses|leurs?|notre|votre|il|elle|on|rien|erreurs?|avantage|inconvénient|rôle|cas|symbole|cause|conséquence|preuve)(?![\p{L}])/iu,
  en: /(?<![\p{L}])(?:that|which|who|whose|where|when|if|as|for|by|and|or|not|in|on|at|with|of|to|from|good|better|best|bad|first|last|second|third|only|main|major|common|frequent|typical|important|other|another|next|same|result|reason|problem|aim|goal|idea|question|answer|rule|example|difference|order|most|least|more|less|rest|end|start|total|two|three|four|five|[0-9]+|each|every|all|some|any|no|none|this|these|those|its?|their|his|her|there|here|what|whatever|nothing|one|mistake|advantage|drawback|role|case|cause|symbol|proof|point|way|it|they|he|she|we|you)(?![\p{L}])/iu,
};

/** English bodies without an article (« molten rock that… ») must not be an adjective or a participle alone. */
const EN_BARE_BODY =
  /^(?!(?:independent|dependent|capable|aware|full|part|made|true|false|unique)\s)(?:\p{Ll}+\s){1,3}(?:that|which|who|whose|made\sof|used\sto|of|between)\s/u;
const EN_ARTICLE = /^(?:an?|the|any|one)\s/;
/** « est le pays le plus peuplé » ranks rather than defines, and « est un problème » judges. */
const NO_BODY: Record<Language, RegExp> = {
  fr: /^(?:le|la|les|l['’]|un|une|des)\s?(?:plus|moins|même|premi\S+|derni\S+|seule?|meilleure?|autre|résultat|cause|raison|problème|erreur|exemple|symbole|signe|piège|clé de|même|bonne?|mauvaise?|principal\S*|suite|cas)(?![\p{L}])|^(?:de|d['’])\s?(?:[0-9]+|plus|moins|même|nouveau|loin|trop|toute?|savoir)/iu,
  en: /^(?:an?|the|any|one)\s(?:most|least|same|first|last|only|best|better|result|cause|reason|problem|mistake|example|symbol|sign|trap|other|good|bad|main|case|norm|key\sto|few|lot|little|bit|half|quarter|third)(?![\p{L}])|^the\s(?!(?:for|inter|harv|requ|gu|qu|t)est)\p{L}{3,}est\s|^one\sof|(?<![\p{L}])one(?=[,.;]|$|\s(?:that|which|who|whose|with|made|used|is|was|in|from)\s)|^(?:an?\s)?(?:especially|particularly)\s|^(?:not|very|more|most|less|too|so|often|usually|also|always|never|now|still)\s/iu,
};
const POINTS_OUT = /(?<![\p{L}])(?:il|elle|ils|elles|celui-ci|celle-ci|it|they|this|that\sterm)(?![\p{L}])/iu;
const LONGEST_BODY = 170;
const FEWEST_WORDS = 3;

/** The definition in a self-contained sentence, if it is one whose terms can be asked for. */
export function readDefinition(sentence: SourceSentence, language: Language): DefinitionFact | undefined {
  const groups = PATTERN[language].exec(sentence.text.replace(/[.!]$/, ''))?.groups;
  if (!groups) return undefined;
  const { article = '', term = '', body = '', many } = groups;
  const trimmed = trimBody(body);
  if (NO_TERM[language].test(term) || NO_BODY[language].test(trimmed) || trimmed.length > LONGEST_BODY)
    return undefined;
  if (language === 'en' && !EN_ARTICLE.test(trimmed) && !EN_BARE_BODY.test(trimmed)) return undefined;
  if (
    /,\s\p{Lu}/u.test(trimmed) ||
    startsWithPronoun(trimmed) ||
    analyze(trimmed, language).length < FEWEST_WORDS
  )
    return undefined;
  if (sharesWords(term, trimmed, language) || tokenize(term).length > 4) return undefined;
  return { term, article, plural: many !== undefined, body: trimmed, sentence };
}

/** A second statement after a semicolon, or after « , et », is no part of the definition. */
function trimBody(body: string): string {
  return (
    body.split(/\s?;\s|\s:\s|,\s(?:et|mais|and|but|so|while|tandis que|alors que)\s/)[0] ?? body
  ).trim();
}

function startsWithPronoun(body: string): boolean {
  const match = POINTS_OUT.exec(body);
  return match !== null && match.index < 25;
}

/** A definition that repeats its term gives the answer away. */
function sharesWords(term: string, body: string, language: Language): boolean {
  const inBody = new Set(analyze(body, language));
  return analyze(term, language).some((word) => inBody.has(word));
}
