import { parse } from 'node-html-parser';
import { htmlToBlocks } from '@har/text-analysis';
import { HOSTILE_HTML } from './hostile-html.fixture';
import { hasReadableContent, sanitizeLessonHtml, wordsOf } from './lesson-html';

const TAGS = new Set(
  `h1 h2 h3 h4 h5 h6 p br hr blockquote ul ol li dl dt dd table caption thead tbody tfoot tr th td pre code kbd samp var
   strong em b i u s sub sup mark small abbr q cite a img figure figcaption details summary`.split(/\s+/),
);
const ATTRIBUTES = new Set(
  'href title rel src alt width height colspan rowspan scope start class'.split(' '),
);

describe('sanitizeLessonHtml', () => {
  it.each(HOSTILE_HTML)('leaves nothing to run of %s', (attack) => {
    for (const html of [attack, `<p>before</p>${attack}<p>after</p>`, `<pre><code>${attack}</code></pre>`]) {
      const clean = sanitizeLessonHtml(html);
      for (const element of parse(clean, { comment: true, blockTextElements: {} }).querySelectorAll('*')) {
        expect(TAGS).toContain(element.tagName.toLowerCase());
        for (const [name, value] of Object.entries(element.attributes)) {
          expect(ATTRIBUTES).toContain(name);
          if (name === 'href' || name === 'src') expect(value).toMatch(/^(https?:\/\/|mailto:)/);
        }
      }
      expect(clean).not.toMatch(/<!|<\?/);
      // What was cleaned once stays as it is: a second reading finds no other markup in it.
      expect(sanitizeLessonHtml(clean)).toBe(clean);
    }
  });

  it('keeps what teaching text is made of', () => {
    const html = [
      '<h2>Title</h2><p>Some <strong>bold</strong>, <em>soft</em> and <code>code</code>.<br />Next.</p>',
      '<ul><li>One</li></ul><ol start="3"><li>Three</li></ol><dl><dt>a</dt><dd>b</dd></dl>',
      '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
      '<pre><code class="language-python">if a &lt; b:\n    print("x")</code></pre>',
      '<figure><img src="https://cdn.test/a.png" alt="A chart" width="3" /><figcaption>Chart</figcaption></figure>',
    ].join('');
    expect(sanitizeLessonHtml(html)).toBe(html);
    expect(htmlToBlocks(html).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['heading', 'item', 'row', 'code']),
    );
  });

  it('marks links, and drops classes that mean nothing', () => {
    expect(sanitizeLessonHtml('<a href="https://x.test" rel="opener">x</a>')).toBe(
      '<a href="https://x.test" rel="noopener noreferrer nofollow">x</a>',
    );
    expect(sanitizeLessonHtml('<code class="evil language-r">x</code>')).toBe(
      '<code class="language-r">x</code>',
    );
  });

  it('keeps the text of a comparison', () => {
    expect(sanitizeLessonHtml('<p>a < b && c > d</p>')).toBe('<p>a &lt; b &amp;&amp; c &gt; d</p>');
  });

  it.each([
    ['deep nesting', '<ul><li>'.repeat(20_000)],
    ['open tags', '<b>'.repeat(50_000)],
    ['closed tags that never opened', '</b>'.repeat(50_000)],
    ['angles', '<'.repeat(200_000)],
    ['ampersands', '&'.repeat(200_000)],
    ['one long attribute', `<p ${'a'.repeat(200_000)}>`],
    ['many attributes', `<p ${'a=b '.repeat(50_000)}>x</p>`],
    ['comments that do not end', '<!--'.repeat(50_000)],
  ])('ends soon with %s', (_what, html) => {
    const started = Date.now();
    expect(sanitizeLessonHtml(html)).not.toMatch(/<(?:script|p [a-z])/);
    // An order of magnitude: what is quadratic takes minutes here.
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});

describe('hasReadableContent', () => {
  it.each([
    ['<p>x</p>', true],
    ['<img src="https://x.test/a.png" />', true],
    ['', false],
    ['<p> </p>', false],
    ['<p>&nbsp;\u00a0</p><br />', false],
  ])('%s: %s', (html, expected) => {
    expect(hasReadableContent(html)).toBe(expected);
  });
});

it('counts the words of a text, not its markup', () => {
  expect(wordsOf('<p>One <b>two</b></p><p>three</p>')).toEqual(['One', 'two', 'three']);
});
