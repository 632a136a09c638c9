import { contentToBlocks, splitSentences, type Language, type TextBlock } from '@har/text-analysis';
import type { LessonSource, Passage } from './passage';

/** About eight sentences: longer text says too many things to be found by one question. */
const LONGEST_PASSAGE = 900;
/** List items and table rows are gathered up to this many characters, so that each keeps its neighbours. */
const GATHERED = 500;

interface Part {
  heading?: string;
  type: TextBlock['type'];
  text: string;
  code?: string;
}

/**
 * The passages of a lesson in reading order: a paragraph with its heading and lesson title; list items and rows
 * together with the sentence that introduces them; code with the paragraph above it.
 */
export function extractPassages(lesson: LessonSource, language: Language): Passage[] {
  return gather(lesson.content).flatMap((part, index) =>
    pieces(part.text, language).map((text) => ({
      lesson_id: lesson.lesson_id,
      lesson_title: lesson.title,
      ...(part.heading ? { heading: part.heading } : {}),
      paragraph: index + 1,
      text,
      ...(part.code ? { code: part.code } : {}),
    })),
  );
}

function gather(content: string): Part[] {
  const parts: Part[] = [];
  let heading: string | undefined;
  for (const block of contentToBlocks(content)) {
    const last = parts.at(-1);
    if (block.type === 'heading') heading = block.text;
    else if (last && last.heading === heading && belongsTo(last, block)) append(last, block);
    else
      parts.push({
        heading,
        ...(block.type === 'code' ? { type: 'code', text: '', code: block.text } : block),
      });
  }
  return parts.filter((part) => part.text);
}

function belongsTo(last: Part, block: TextBlock): boolean {
  if (block.type === 'code') return true;
  if (block.type === 'paragraph') return false;
  const introduced = last.type === 'paragraph' && last.text.endsWith(':');
  return (introduced || last.type === block.type) && last.text.length + block.text.length <= GATHERED;
}

function append(part: Part, block: TextBlock): void {
  if (block.type === 'code') {
    part.code = part.code ? `${part.code}\n${block.text}` : block.text;
    return;
  }
  const ended = /[.;:!?…]$/.test(part.text);
  part.text += ended ? ` ${block.text}` : ` ; ${block.text}`;
  part.type = block.type;
}

function pieces(text: string, language: Language): string[] {
  if (text.length <= LONGEST_PASSAGE) return [text];
  const found: string[] = [];
  let open = '';
  for (const sentence of splitSentences(text, language)) {
    if (open && open.length + sentence.length > LONGEST_PASSAGE) {
      found.push(open);
      open = '';
    }
    open = open ? `${open} ${sentence}` : sentence;
  }
  return open ? [...found, open] : found;
}
