import { foldText } from '@har/text-analysis';
import type { QuestionDraft } from './quiz-question';

const LONGEST_QUESTION = 420;
const LONGEST_OPTION = 200;

/**
 * What every question must be, whatever made it: four options (or true and false), all distinct, none inside another or in
 * the question, short enough to be read, and a source that stands in the text. Gives the first rule that is broken.
 */
export function brokenRule(draft: QuestionDraft, text: string): string | undefined {
  const options = [draft.correct, ...draft.wrong].map(normalised);
  const stem = normalised(draft.question);
  const isTrueFalse = draft.ordered !== undefined;
  if (options.length !== (isTrueFalse ? 2 : 4)) return 'number of options';
  if (options.some((option) => option === '')) return 'empty option';
  if (new Set(options).size !== options.length) return 'options repeat';
  if (!isTrueFalse && options.some((option) => ` ${stem} `.includes(` ${option} `)))
    return 'option in question';
  if (draft.kind !== 'falsified' && draft.kind !== 'number' && contained(options)) return 'option in option';
  if (draft.question.length > LONGEST_QUESTION) return 'question too long';
  if ([draft.correct, ...draft.wrong].some((option) => option.length > LONGEST_OPTION))
    return 'option too long';
  return text.includes(draft.source_quote) ? undefined : 'source not in the text';
}

function contained(options: readonly string[]): boolean {
  return options.some((one) => options.some((other) => one !== other && ` ${other} `.includes(` ${one} `)));
}

/** Words only: « L'eau » and « l’eau. » are one option. */
function normalised(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}%°.,-]+/gu, ' ')
    .replace(/[.,\s]+$/u, '')
    .trim();
}

/** The text of a lesson as questions quote it: blocks with collapsed white space, one a line. */
export function quotableText(blocks: readonly { text: string }[]): string {
  return blocks.map(({ text }) => text).join('\n');
}
