import type { Language } from './language';
import { foldText } from './fold';

/** Intl.Segmenter slows down with the square of what it is given, so a long text is given in windows. */
const WINDOW = 4_000;

const ABBREVIATIONS = new Set(
  `m mm mme mlle dr pr me st ste mgr cf ex p pp art chap fig env min max vol av apr
   mr mrs ms prof jr sr vs e.g i.e eg ie approx dept est inc ltd no nos sec ed eds al ca jan feb mar aug sept oct nov dec janv fevr juil`
    .split(/\s+/)
    .filter(Boolean),
);
/** Abbreviations that end a sentence as often as not: a capital after them starts a new one. */
const LAST_WORD = /(?:^|[\s(«"“'’])([\p{L}.]{1,8})\.\s*$/u;
const INITIAL = /(?:^|[\s.(-])\p{Lu}\.\s*$/u;

const SEGMENTERS = {
  fr: new Intl.Segmenter('fr', { granularity: 'sentence' }),
  en: new Intl.Segmenter('en', { granularity: 'sentence' }),
};

/** Sentences of a text, trimmed, none empty. Abbreviations (M., p. ex., e.g., initials) do not end one. Linear. */
export function splitSentences(text: string, language: Language): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const segment of segments(text, language)) {
    open += segment;
    if (endsWithAbbreviation(segment) && open.length < WINDOW) continue;
    if (open.trim()) sentences.push(open.trim());
    open = '';
  }
  if (open.trim()) sentences.push(open.trim());
  return sentences;
}

function endsWithAbbreviation(segment: string): boolean {
  const tail = segment.slice(-24);
  if (INITIAL.test(tail)) return true;
  const word = LAST_WORD.exec(tail)?.[1];
  return word !== undefined && ABBREVIATIONS.has(foldText(word));
}

/** Segments of windows: the last one of a window is read again at the start of the next, where it may go on. */
function* segments(text: string, language: Language): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const window = text.slice(start, start + WINDOW);
    const parts = Array.from(SEGMENTERS[language].segment(window), (part) => part.segment);
    const whole = start + WINDOW >= text.length || parts.length === 1;
    for (const part of whole ? parts : parts.slice(0, -1)) {
      yield part;
      start += part.length;
    }
  }
}
