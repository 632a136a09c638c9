import { analyze, splitSentences, type Block, type Language } from '@har/text-analysis';
import { hasUnanchoredPronoun } from './unanchored-pronoun';

/** A sentence of the lesson that can stand alone on a question sheet. */
export interface SourceSentence {
  /** As it stands in the text, white space collapsed. */
  text: string;
  /** Number of its block in the lesson, from 0. */
  block: number;
  /** Opens its block. */
  first: boolean;
}

const SHORTEST = 30;
const LONGEST = 260;
/** More sentences than any quiz needs; bounds the work on a text of 1 MB. */
const MOST_SENTENCES = 400;

/** Starts that point back, speak to the reader or introduce what comes after. */
const BAD_START: Record<Language, RegExp> = {
  fr: /^[cj]['’]|^pour\s(?:l['’]|les?\s\p{L}+er(?![\p{L}])|la\s\p{L}+er(?![\p{L}]))|^(?:il|elle|ils|elles|ce|cela|ça|cet|cette|ces|celui|celle|ceux|celles|on|nous|vous|je|tu|son|sa|ses|leur|leurs|y|en\s(?:effet|outre|revanche|conséquence|résumé|bref|fait)|l['’]une?|les\sdeux|les\strois|tous\sdeux|toutes\sdeux|chacun|chacune|certains|certaines|d['’]autres|d['’]abord|alors|ainsi|puis|ensuite|enfin|donc|mais|et|ou|car|or|pourtant|cependant|toutefois|néanmoins|sinon|sans\scela|par\scontre|par\sexemple|au\scontraire|d['’]abord|au\sdébut(?!\sd)|à\sl['’]inverse|à\scette|dans\sce|dans\scet|dans\sces|pour\scela|de\smême|de\sce|de\scette|là|ici|voici|voilà|remarquez|notez|imaginez|supposons|prenons|trois\s\S+\splus\stard|quelques\s\S+\splus\stard|le\spremier|la\spremière|le\ssecond|la\sseconde|le\sdernier|la\sdernière|l['’]autre|les\sautres|le\smême|la\smême|les\smêmes|quand\son|si\s(?:vous|l['’]on|on)|dès\slors|au\sbout\sde|en\squelques|aussitôt|bientôt|désormais|plus\starde?|auparavant|aujourd['’]hui)(?![\p{L}])/iu,
  en: /^(?:it['’]s|the\stable|the\schart|it|its|they|their|them|he|she|his|her|this|that|these|those|such|here|there|then|thus|hence|so|but|and|or|yet|still|also|however|therefore|moreover|instead|otherwise|meanwhile|afterwards?|later|soon|now|today|both|neither|either|each|one\sof\s(?:them|these)|some|others?|another|the\sother|the\sothers|the\ssame|the\sformer|the\slatter|the\sfirst|the\ssecond|the\slast|we|you|your|our|i|let|for\sexample|for\sinstance|in\scontrast|by\scontrast|in\sfact|in\sreturn|in\sturn|within|in\sother|on\sthe\sother|as\sa\sresult|because\sof\sthis|without\s(?:it|them|this)|after\sthis|before\sthis|a\sfew\s\S+\slater|if\syou|when\syou|to\sdo\sso|note|notice|remember|suppose|imagine|look|use|press|click|put|write|read|never|always|compare|install|keep|make|take|try|choose|open|run|save|print|create|check|see|do\snot|don['’]t|consider|think|go|give|ask|add|agree|aim|apply|assume|avoid|begin|beware|bring|build|buy|call|change|combine|convert|copy|count|cut|decide|define|delete|describe|divide|drag|draw|drop|enter|estimate|expect|explain|fill|filter|find|focus|follow|format|freeze|get|group|hide|hit|hold|import|insert|join|keep|learn|leave|list|load|look|mark|measure|merge|move|multiply|name|pass|paste|pay|pick|place|plan|plot|point|practice|practise|prefer|protect|read|record|refresh|rename|repeat|replace|return|review|round|say|scale|select|sell|send|set|share|shoot|show|sort|spend|split|start|state|stick|stop|store|subtract|switch|tell|test|track|treat|turn|type|wait|watch|work|wrap|write)(?![\p{L}])/iu,
};

/** Words anywhere that point outside the sentence. */
const BAD_INSIDE: Record<Language, RegExp> = {
  fr: /(?<![\p{L}])(?:ce(?!\s(?:qui|que|qu['’]|dont|sont)|t)|cet|cette|ces|ce dernier|cette dernière|ces derniers|ces dernières|ci-dessus|ci-dessous|suivante?s?|précédente?s?|voici|notre|nos|votre|vos|nous|vous|leçon|chapitre|exercice|figure|exemple|en est|y est|en sont|l['’]autre|y compris ceux|le fait ici|ici|autres?|pourtant|cependant|toutefois|au\scontraire|à\sl['’]inverse|en\srevanche|alors(?!\sque)|ensuite|également|désormais|par\scontre|quant\sà|donc|ainsi(?!\sque)|celui|celle|ceux|celles|déjà|encore)(?![\p{L}])/iu,
  en: /(?<![\p{L}])(?:this|these|those|such|above|below|following|previous|here|we|us|our|you|your|lesson|chapter|exercise|figure|example|the other|others|another|latter|former|the same|the result|however|therefore|also|at\sfirst|by\scontrast|in\scontrast|on\sthe\scontrary|on\sthe\sother\shand|instead|otherwise|afterwards|meanwhile|thus|hence|then|yet|still|already)(?![\p{L}])/iu,
};

/** « prenez », « cliquez »: instructions are no facts. */
const FRENCH_IMPERATIVE =
  /(?<![\p{L}])(?!(?:chez|assez|nez|rez)(?![\p{L}]))(?:\p{L}+ez|faites|dites|soyez)(?![\p{L}])/iu;

/** A pronoun in the first words has nothing in the sentence to stand for. */
const EARLY_PRONOUN: Record<Language, RegExp> = {
  fr: /^(?:\S+\s+){0,4}(?:il|elle|ils|elles|le|la|les|l['’]|lui|leur|en|y)\s(?:a|ont|est|sont|était|avait|fut|fait|font|peut|doit|va|ferme|rend|[\p{L}]+ent)(?![\p{L}])/iu,
  en: /^(?:\S+\s+){0,3}(?:it|they|them|he|she)\s/iu,
};

/** Sentences of running text that need nothing around them, in reading order; no code, table, heading or question. */
export function selfContainedSentences(blocks: readonly Block[], language: Language): SourceSentence[] {
  const found: SourceSentence[] = [];
  const seen = new Set<string>();
  for (const [block, { type, text }] of blocks.entries()) {
    if (type !== 'paragraph' && type !== 'item') continue;
    for (const [at, sentence] of splitSentences(text, language).entries()) {
      if (seen.has(sentence) || !isSelfContained(sentence, language)) continue;
      seen.add(sentence);
      found.push({ text: sentence, block, first: at === 0 });
      if (found.length === MOST_SENTENCES) return found;
    }
  }
  return found;
}

/** Whether a sentence can be understood, and judged, by someone who does not see the text. */
export function isSelfContained(sentence: string, language: Language): boolean {
  if (sentence.length < SHORTEST || sentence.length > LONGEST) return false;
  if (!/^[\p{Lu}\p{N}«“"]/u.test(sentence) || !/[.!]["»”)]?$/.test(sentence)) return false;
  if (/[=<>{}[\]\\|#]|->|\bhttps?:|\w\(["“«]|\w_\w/.test(sentence) || unbalanced(sentence)) return false;
  if (language === 'fr' && FRENCH_IMPERATIVE.test(sentence)) return false;
  return (
    !BAD_START[language].test(sentence) &&
    !BAD_INSIDE[language].test(sentence) &&
    !EARLY_PRONOUN[language].test(sentence)
  );
}

/**
 * Sentences whose subject is named in them: a later sentence of a paragraph that begins with a noun that the text has
 * nowhere else (« La forteresse… ») most likely means something said before. What follows a colon is mostly an example,
 * and pronouns need something in the sentence to stand for.
 */
export function withNamedSubject(
  sentences: readonly SourceSentence[],
  text: string,
  language: Language,
): SourceSentence[] {
  const uses = new Map<string, number>();
  for (const term of analyze(text, language)) uses.set(term, (uses.get(term) ?? 0) + 1);
  return sentences.filter((sentence) => {
    if (/\s?:\s/.test(sentence.text) || hasUnanchoredPronoun(sentence.text, language)) return false;
    const subject = SUBJECT[language].exec(sentence.text)?.[1];
    if (!subject || sentence.first) return true;
    return analyze(subject, language).some((term) => (uses.get(term) ?? 0) > 1);
  });
}

const SUBJECT: Record<Language, RegExp> = {
  fr: /^(?:(?:Le|La|Les|Un|Une|Deux|Trois|Quatre)\s|L['’])([\p{L}-]+)/u,
  en: /^(?:The|An?|Two|Three|Four)\s([\p{L}-]+(?:\s[\p{L}-]+)?)/u,
};

function unbalanced(sentence: string): boolean {
  const count = (sign: RegExp): number => sentence.match(sign)?.length ?? 0;
  return count(/[(]/g) !== count(/[)]/g) || count(/[«“]/g) !== count(/[»”]/g) || count(/"/g) % 2 === 1;
}
