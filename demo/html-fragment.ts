import { NodeType, parse, valid, type HTMLElement, type Node } from 'node-html-parser';

const ALLOWED_TAGS = new Set(
  'h2 h3 p ul ol li table thead tbody tr th td pre code strong em blockquote br'.split(' '),
);

/** `blockTextElements: {}` makes the parser look into `pre` too. */
const PARSE_OPTIONS = { comment: true, blockTextElements: {} };

/**
 * What is wrong with an HTML fragment, one sentence a fault; empty when it is sound. Sound means: every tag is
 * closed where it should be, only the tags of a lesson are used, without attributes, and no bare `<` stands in text.
 */
export function listHtmlFaults(html: string): string[] {
  const root = parse(html, PARSE_OPTIONS);
  const faults: string[] = [];
  // The parser repairs what is unbalanced, so that an unsound fragment is not printed as it came.
  if (!valid(html, PARSE_OPTIONS) || withoutSlashes(root.toString()) !== withoutSlashes(html)) {
    faults.push('a tag is not balanced');
  }
  for (const element of root.querySelectorAll('*')) {
    const name = element.tagName.toLowerCase();
    if (!ALLOWED_TAGS.has(name)) faults.push(`<${name}> is not a tag of lessons`);
    if (element.rawAttrs.trim() !== '' && name !== 'br') faults.push(`<${name}> has attributes`);
  }
  if (textNodes(root).some((node) => node.rawText.includes('<'))) faults.push('a bare < stands in the text');
  return faults;
}

/** How many words a reader sees, code included. */
export function countWords(html: string): number {
  const text = parse(html, PARSE_OPTIONS).structuredText;
  return text.split(/[ \n\t]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function withoutSlashes(html: string): string {
  return html.replaceAll(/<br\s*\/?>/g, '<br>');
}

function textNodes(node: Node): Node[] {
  if (node.nodeType === NodeType.TEXT_NODE) return [node];
  return (node as HTMLElement).childNodes?.flatMap(textNodes) ?? [];
}
