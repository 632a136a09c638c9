import type { Block } from './blocks';
import { htmlToBlocks } from './html-blocks';

const MARKUP =
  /<\/?(?:p|div|h[1-6]|ul|ol|li|br|strong|em|b|i|a|span|table|pre|code|section|article|blockquote|script)[\s/>]/i;

/** Blocks of plain text: an empty line ends a paragraph, `# ` opens a heading, `- ` or `* ` an item. */
export function textToBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const endParagraph = (): void => {
    const joined = lines.join(' ').replace(/\s+/g, ' ').trim();
    if (joined) blocks.push({ type: 'paragraph', text: joined });
    lines = [];
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const marked = /^(#{1,6}|[-*•]) (.*)$/.exec(line.trim());
    if (!marked && line.trim()) lines.push(line);
    else endParagraph();
    const [, mark = '', content = ''] = marked ?? [];
    if (content.trim()) blocks.push(markedBlock(mark, content.trim()));
  }
  endParagraph();
  return blocks;
}

function markedBlock(mark: string, text: string): Block {
  return mark.startsWith('#') ? { type: 'heading', level: mark.length, text } : { type: 'item', text };
}

/** Blocks of a lesson whose author may have written HTML or plain text. */
export function contentToBlocks(content: string): Block[] {
  return MARKUP.test(content) ? htmlToBlocks(content) : textToBlocks(content);
}
