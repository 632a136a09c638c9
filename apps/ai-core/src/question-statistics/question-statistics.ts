import type { QuestionFlag, QuestionStatistics } from '@har/contracts';

/** Which questions one learner answered right. */
export type MarkedQuestions = readonly { question_id: string; correct: boolean }[];

const LEAST_ANSWERS = 20;
const TOO_HARD = 0.2;
const TOO_EASY = 0.95;
/** Below this a question does not tell good learners from weak ones (Ebel's rule asks for 0.2 and more). */
const LEAST_DISCRIMINATION = 0.1;

/** Difficulty and discrimination of each question of a quiz, in the order in which questions are met. */
export function questionStatistics(attempts: readonly MarkedQuestions[]): QuestionStatistics[] {
  const pairs = new Map<string, { right: number[]; rest: number[] }>();
  for (const attempt of attempts) {
    const total = attempt.filter(({ correct }) => correct).length;
    for (const { question_id, correct } of attempt) {
      const pair = pairs.get(question_id) ?? { right: [], rest: [] };
      pair.right.push(Number(correct));
      // Without the question itself, which would agree with itself.
      if (attempt.length > 1) pair.rest.push((total - Number(correct)) / (attempt.length - 1));
      pairs.set(question_id, pair);
    }
  }
  return [...pairs].map(([question_id, { right, rest }]) => {
    const difficulty = round(mean(right));
    const found = rest.length === right.length ? correlation(right, rest) : undefined;
    const discrimination = found === undefined ? null : round(found);
    const flags = right.length < LEAST_ANSWERS ? [] : flagsOf(difficulty, discrimination);
    return { question_id, answers: right.length, difficulty, discrimination, flags };
  });
}

function flagsOf(difficulty: number, discrimination: number | null): QuestionFlag[] {
  const flags: QuestionFlag[] = [];
  if (difficulty < TOO_HARD) flags.push('too_hard');
  if (difficulty > TOO_EASY) flags.push('too_easy');
  if (discrimination !== null && discrimination < LEAST_DISCRIMINATION) flags.push('poor_discrimination');
  return flags;
}

/** Pearson's; undefined where one side does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number | undefined {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ownA, ownB] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const [awayA, awayB] = [value - meanA, b[at]! - meanB];
    both += awayA * awayB;
    ownA += awayA ** 2;
    ownB += awayB ** 2;
  }
  return ownA > 0 && ownB > 0 ? both / Math.sqrt(ownA * ownB) : undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
