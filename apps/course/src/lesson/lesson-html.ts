import sanitizeHtml from 'sanitize-html';

/** What teaching text is made of; @har/text-analysis reads the same elements into blocks. */
const ALLOWED_TAGS = `
  h1 h2 h3 h4 h5 h6 p br hr blockquote ul ol li dl dt dd
  table caption thead tbody tfoot tr th td
  pre code kbd samp var strong em b i u s sub sup mark small abbr q cite
  a img figure figcaption details summary
`
  .trim()
  .split(/\s+/);

const ALLOWED_ATTRIBUTES = {
  a: ['href', 'title', 'rel'],
  img: ['src', 'alt', 'width', 'height'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  ol: ['start'],
  abbr: ['title'],
};

/** `language-python` on code is for highlighters; no other class means anything. */
const ALLOWED_CLASSES = { code: [/^language-[a-z0-9+#-]{1,30}$/], pre: [/^language-[a-z0-9+#-]{1,30}$/] };

/** Deeper nesting is no text but an attempt to exhaust a parser. */
const DEEPEST = 60;

/**
 * HTML that no browser runs anything from: an allow-list of elements, attributes and URL schemes. Text and structure of
 * what is not allowed stay, except for scripts, styles and embedded documents, which go with their content.
 */
export function sanitizeLessonHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: ALLOWED_ATTRIBUTES,
    allowedClasses: ALLOWED_CLASSES,
    allowedSchemes: ['https', 'http', 'mailto'],
    allowedSchemesByTag: { img: ['https'] },
    allowProtocolRelative: false,
    nestingLimit: DEEPEST,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'iframe',
      'object',
      'svg',
      'math',
      'title',
    ],
    transformTags: { a: markLink },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !/^https:\/\//i.test(attribs.src ?? ''),
  }).trim();
}

/** A link leads somewhere by itself: a relative one would depend on the page that shows the lesson. */
function markLink(tagName: string, { href, title }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const leads = href !== undefined && /^(?:https?:\/\/|mailto:)/i.test(href);
  const attribs = leads ? { href, rel: 'noopener noreferrer nofollow', ...(title && { title }) } : {};
  return { tagName, attribs };
}

/** Whether a reader sees anything: words, or an image. */
export function hasReadableContent(html: string): boolean {
  return /<img\b/.test(html) || wordsOf(html).length > 0;
}

/** The words of sanitised HTML, markup left out. */
export function wordsOf(html: string): string[] {
  const text = html.replace(/<[^>]*>/g, ' ').replace(/&nbsp;|\u00a0/g, ' ');
  return text.split(/\s+/).filter(Boolean);
}
