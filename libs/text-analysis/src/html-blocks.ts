import sanitizeHtml from 'sanitize-html';
import type { Block } from './blocks';
import { BlockBuilder } from './block-builder';

/** Their text is no teaching text. `title` is here because it names a page, not a lesson. */
const SILENT_TAGS = [
  'script',
  'style',
  'noscript',
  'template',
  'textarea',
  'option',
  'svg',
  'iframe',
  'object',
  'title',
];
const ESCAPES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/**
 * Headings, paragraphs, list items, table rows and code of an HTML fragment, in reading order.
 * Scripts, styles and form controls are left out; broken markup is read as a browser would. Linear in the length.
 *
 * sanitize-html is used as an event parser: node-html-parser takes time with the square of unclosed tags.
 */
export function htmlToBlocks(html: string): Block[] {
  const builder = new BlockBuilder();
  sanitizeHtml(html, {
    allowedTags: [],
    allowedAttributes: {},
    nonTextTags: SILENT_TAGS,
    onOpenTag: (name) => builder.open(name),
    onCloseTag: (name) => builder.close(name),
    textFilter: (text) => {
      builder.text(text.replace(/&(?:amp|lt|gt|quot);/g, (escape) => ESCAPES[escape] ?? escape));
      return '';
    },
  });
  return builder.finish();
}
