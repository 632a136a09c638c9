import type { Language } from '@har/text-analysis';
import { isCounted, isRough, type NumberFact } from './number-fact';
import { writeLike } from './number-reader';
import { BLANK, QUIZ_PHRASES } from './quiz-phrases';
import type { QuestionDraft } from './quiz-question';
import type { SeededRandom } from './seeded-random';

const WRONG_OPTIONS = 3;
const FACTORS = [0.5, 2, 1.5, 0.75, 1.25, 0.6, 3, 0.25, 0.1];
/** How many of the nearest factors are tried before the rest. */
const PLAUSIBLE = 5;
const YEARS_AWAY = [-2, 3, -5, 6, -9, 11, -14, 17];
const DAYS_AWAY = [-3, 4, -7, 8, -11, 12];
const LAST_SAFE_DAY = 28;
/** Share of the right value that a wrong one must differ by, more if the right one is an estimate. */
const AWAY = 0.2;
const ROUGHLY_AWAY = 0.4;
const STEPS = [1, -1, 2, -2, 3, 4];
/** Years of the same text are the best wrong options while they are of the same time. */
const SAME_TIME = 120;
/** « Quelle année complète cette phrase ? », with other numbers of the text and near ones as wrong options. */
export function numberQuestion(
  fact: NumberFact,
  others: readonly NumberFact[],
  language: Language,
  random: SeededRandom,
): QuestionDraft | undefined {
  const { text } = fact.sentence;
  const stem = `${text.slice(0, fact.at)}${BLANK}${text.slice(fact.at + fact.written.length)}`;
  const wrong: string[] = [];
  for (const value of wrongValues(fact, others, random)) {
    const written = writeLike(value, fact, language);
    if (!written || wrong.includes(written) || written === fact.written || stem.includes(written)) continue;
    wrong.push(written);
    if (wrong.length === WRONG_OPTIONS) break;
  }
  if (wrong.length < WRONG_OPTIONS || text.split(fact.written).length > 2) return undefined;
  const phrases = QUIZ_PHRASES[language];
  const question = fact.kind === 'year' ? phrases.whichYear(stem) : phrases.whichNumber(stem);
  return { kind: 'number', tier: 'A', question, correct: fact.written, wrong, source_quote: text };
}

/** Values that are wrong beyond doubt, the most plausible first. */
export function wrongValues(fact: NumberFact, others: readonly NumberFact[], random: SeededRandom): number[] {
  const far = (value: number): boolean => isFar(value, fact);
  const fromText = others
    .filter((other) => other.sentence !== fact.sentence && sameSort(other, fact))
    .map((other) => other.value)
    .filter(far);
  return [...random.shuffle([...new Set(fromText)]).slice(0, 2), ...inReach(near(fact), random).filter(far)];
}

/** Near values first: a number ten times too high or low is nobody's mistake. */
function inReach(values: readonly number[], random: SeededRandom): number[] {
  return [...random.shuffle(values.slice(0, PLAUSIBLE)), ...random.shuffle(values.slice(PLAUSIBLE))];
}

function sameSort(other: NumberFact, fact: NumberFact): boolean {
  if (other.kind !== fact.kind) return false;
  return fact.kind === 'year' ? Math.abs(other.value - fact.value) <= SAME_TIME : other.unit === fact.unit;
}

/** « un » and « zéro » would not agree with a noun in the plural. */
const LEAST_COUNTED = 2;

function isFar(value: number, fact: NumberFact): boolean {
  if (
    value === fact.value ||
    value < (isCounted(fact) ? LEAST_COUNTED : 0) ||
    value === 0 ||
    (fact.unit === '%' && value > 100)
  )
    return false;
  if (fact.kind === 'year') return value <= new Date().getFullYear();
  if (fact.kind === 'day') return value <= LAST_SAFE_DAY;
  return (
    isCounted(fact) || Math.abs(value - fact.value) >= (isRough(fact) ? ROUGHLY_AWAY : AWAY) * fact.value
  );
}

function near(fact: NumberFact): number[] {
  if (fact.kind === 'year') return YEARS_AWAY.map((step) => fact.value + step);
  if (fact.kind === 'day') return DAYS_AWAY.map((step) => fact.value + step);
  if (isCounted(fact)) return STEPS.map((step) => fact.value + step);
  return FACTORS.map((factor) => roundLike(fact.value * factor, fact));
}

/** Round numbers get round company (98 → 49, 2000 → 4000), decimals get decimals that are no round number. */
function roundLike(value: number, { value: model, written }: NumberFact): number {
  if (!Number.isInteger(model)) {
    const decimals = /[.,]([0-9]+)$/.exec(written)?.[1]?.length ?? 1;
    const rounded = Number(value.toFixed(decimals));
    return Number.isInteger(rounded) ? Number((rounded + 3 / 10 ** decimals).toFixed(decimals)) : rounded;
  }
  const zeros = /0*$/.exec(String(model))?.[0].length ?? 0;
  const unit = 10 ** Math.max(0, Math.min(zeros, Math.floor(Math.log10(Math.max(1, value)))));
  return Math.max(1, Math.round(value / unit) * unit);
}
