import type { SourceSentence } from './source-sentence';

/** A number of a sentence, with what is needed to write others in its place. */
export interface NumberFact {
  /** As written: « 2 000 », "21,300", « sept ». */
  written: string;
  value: number;
  kind: 'year' | 'day' | 'number' | 'word';
  /** Offset in the sentence. */
  at: number;
  /** The word after it (%, km, years), to compare like with like. */
  unit: string;
  sentence: SourceSentence;
}

/** Below this a number is counted, not measured, and its neighbours are plausible. */
const COUNTED = 13;
const LIMIT_IN_TIME =
  /(?<![\p{L}])(?:since|before|after|until|by|from|depuis|avant|après|dès|vers|jusqu['’]en|à\spartir\sde)\s$/iu;
const ROUGHLY =
  /(?<![\p{L}])(?:about|around|roughly|nearly|almost|some|or\sso|over|under|up\sto|(?:more|less)\sthan|at\s(?:least|most)|(?:plus|moins)\sde|au\smoins|jusqu['’]à|environ|près\sde|presque|à\speu\sprès|quelque|une)(?![\p{L}])/iu;
const COUNT = String.raw`(?:[0-9][0-9.,]*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)`;
const RANGE_BEFORE = new RegExp(
  String.raw`(?<![\p{L}])${COUNT}\s(?:[\p{L}°%]+\s)?(?:à|et|to|and|ou|or|–|-)\s$`,
  'iu',
);
const RANGE_AFTER = new RegExp(
  String.raw`^\s?(?:[\p{L}°%]+\s)?(?:à|et|to|and|ou|or|–|-)\s?${COUNT}(?![\p{L}])`,
  'iu',
);

/** Whether another number in its place is wrong beyond doubt: no end of a range, no rough count, not the subject itself. */
export function isDefiniteNumber(fact: NumberFact): boolean {
  return fact.at > 0 && !isInRange(fact) && !isRoughCount(fact) && !isLimitInTime(fact);
}

/** Whether a number counts things rather than measures something. */
export function isCounted({ kind, value }: NumberFact): boolean {
  return kind === 'word' || (Number.isInteger(value) && value < COUNTED);
}

/** What is so since 1850 is so since 1855 too. */
function isLimitInTime({ kind, sentence, at }: NumberFact): boolean {
  return kind === 'year' && LIMIT_IN_TIME.test(sentence.text.slice(0, at));
}

/** About fifteen may be sixteen. */
function isRoughCount(fact: NumberFact): boolean {
  return isCounted(fact) && isRough(fact);
}

/** Whether a sentence gives a number as an estimate or a bound. */
export function isRough({ sentence, at, written }: NumberFact): boolean {
  const around = `${sentence.text.slice(Math.max(0, at - 20), at)}#${sentence.text.slice(at + written.length, at + written.length + 25)}`;
  return ROUGHLY.test(around);
}

/** One end of « entre 20 et 100 » is not to be guessed from the other. */
function isInRange({ sentence, at, written }: NumberFact): boolean {
  return (
    RANGE_BEFORE.test(sentence.text.slice(0, at)) ||
    RANGE_AFTER.test(sentence.text.slice(at + written.length))
  );
}
