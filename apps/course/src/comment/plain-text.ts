import { CatalogueError } from '@har/errors';

/** Control characters but tab and line end, halves of characters, marks that turn the text's direction, spaces of no width. */
const UNSEEN = /[^\P{Cc}\t\n]|\p{Cs}|[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/gu;
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
const EMPTY_LINES = /\n(?:[ \t]*\n){2,}/g;

/**
 * A comment as it is stored: text that is meant to be seen, and nothing else. `<` stays what it is, since code is
 * written under lessons too: whoever shows it shows text, never HTML.
 *
 * @throws CatalogueError VALIDATION_FAILED when nothing is left
 */
export function plainText(input: string): string {
  const text = input
    .normalize('NFC')
    .replace(LINE_ENDS, '\n')
    .replace(UNSEEN, '')
    .replace(EMPTY_LINES, '\n\n')
    .trim();
  if (text !== '') return text;
  const details = [{ field: 'body.content', message: 'is not allowed to be empty' }];
  throw new CatalogueError('VALIDATION_FAILED', {}, details);
}

const EXCERPT_LENGTH = 140;

/** The beginning of a text on one line, cut between words where one is near. */
export function excerptOf(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  const letters = [...words];
  if (letters.length <= EXCERPT_LENGTH) return words;
  const cut = letters.slice(0, EXCERPT_LENGTH - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > EXCERPT_LENGTH / 2 ? cut.slice(0, space) : cut}…`;
}
