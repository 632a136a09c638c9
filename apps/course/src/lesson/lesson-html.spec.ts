import { parse } from 'node-html-parser';
import { htmlToBlocks } from '@har/text-analysis';
import { hasReadableContent, sanitizeLessonHtml, wordsOf } from './lesson-html';

/** Markup that runs something in some browser, or did once. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.test/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script/x>alert(1)</script>',
  '<script>alert(1)',
  '<<script>alert(1)//<</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="x" onerror="alert(1)" />',
  '<img/src="x"/onerror=alert(1)>',
  '<img src=x:alert(1) onerror=eval(src)>',
  '<img src="javascript:alert(1)">',
  '<img src="https://ok.test/a.png" srcset="x onerror=alert(1)">',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<img src=`x`onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text x="20" y="20">x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<style><img src="</style><img src=x onerror=alert(1)//">',
  '<style>@import "https://evil.test/x.css";</style>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<p style="width: expression(alert(1))">x</p>',
  '<div onclick="alert(1)">x</div>',
  '<p onmouseover=alert(1)>x</p>',
  '<p OnCliCk="alert(1)">x</p>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="&#106;&#97;&#118;&#97;script:alert(1)">x</a>',
  '<a href="&#0000106avascript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
  '<a href="//evil.test/x">x</a>',
  '<a href="https://ok.test" target="_blank" onclick="alert(1)">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<applet code="x"></applet>',
  '<base href="https://evil.test/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel="stylesheet" href="https://evil.test/x.css">',
  '<form action="javascript:alert(1)"><input type="submit"></form>',
  '<button formaction="javascript:alert(1)">x</button>',
  '<input autofocus onfocus=alert(1)>',
  '<select autofocus onfocus=alert(1)></select>',
  '<textarea autofocus onfocus=alert(1)></textarea>',
  '<textarea></textarea><img src=x onerror=alert(1)></textarea>',
  '<video><source onerror="alert(1)"></video>',
  '<audio src=x onerror=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<body onload=alert(1)>',
  '<template><img src=x onerror=alert(1)></template>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<listing>&lt;img src=x onerror=alert(1)&gt;</listing>',
  '<title><img src=x onerror=alert(1)></title>',
  '<option><style></option></select><img src=x onerror=alert(1)></style>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><img src=x onerror=alert(1)>',
  '<!DOCTYPE x [<!ENTITY y "alert(1)">]>',
  '<p title="</p><img src=x onerror=alert(1)>">x</p>',
  '<abbr title="&quot;><img src=x onerror=alert(1)>">x</abbr>',
  '<img alt="&lt;/p&gt;<img src=x onerror=alert(1)>" src="https://ok.test/a.png">',
  '<td background="javascript:alert(1)">x</td>',
  '<x onclick=alert(1)>x</x>',
  '<custom-element onfoo=alert(1) is="x">x</custom-element>',
  '<p id="location" name="cookie">clobber</p>',
  '<a id="x"><a id="x" name="y" href="https://ok.test">x</a></a>',
  '<code class="language-js evil\' onload=alert(1)">x</code>',
  '<ol start="1 onload=alert(1)"><li>x</li></ol>',
  '<b\u0000 onclick=alert(1)>x</b>',
  '\u003Cscript\u003Ealert(1)\u003C/script\u003E',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '＜script＞alert(1)＜/script＞',
  '<p>`${alert(1)}`{{constructor.constructor("alert(1)")()}}</p>',
];

const TAGS = new Set(
  `h1 h2 h3 h4 h5 h6 p br hr blockquote ul ol li dl dt dd table caption thead tbody tfoot tr th td pre code kbd samp var
   strong em b i u s sub sup mark small abbr q cite a img figure figcaption details summary`.split(/\s+/),
);
const ATTRIBUTES = new Set(
  'href title rel src alt width height colspan rowspan scope start class'.split(' '),
);

describe('sanitizeLessonHtml', () => {
  it.each(ATTACKS)('leaves nothing to run of %s', (attack) => {
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
