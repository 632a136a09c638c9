import { countWords, listHtmlFaults } from './html-fragment';

describe('listHtmlFaults', () => {
  it.each([
    '<h2>Title</h2>\n<p>Some <strong>bold</strong> and <em>soft</em> words.</p>',
    '<pre><code>if a &lt; b &amp;&amp; c:\n    <em>run</em>()</code></pre>',
    '<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1<br />2</td></tr></tbody></table>',
    '<ul>\n<li><p>One</p></li>\n<li>Two</li>\n</ul>',
  ])('finds nothing in %j', (html) => {
    expect(listHtmlFaults(html)).toEqual([]);
  });

  it.each([
    ['<p>one<p>two', 'a tag is not balanced'],
    ['<ul><li>one<li>two</ul>', 'a tag is not balanced'],
    ['<p>one</p></p>', 'a tag is not balanced'],
    ['<p>a <strong>b</p></strong>', 'a tag is not balanced'],
    ['<pre><code>x</pre></code>', 'a tag is not balanced'],
    ['<p>a < b</p>', 'a bare < stands in the text'],
    ['<p style="color:red">a</p>', '<p> has attributes'],
    ['<script>alert(1)</script>', '<script> is not a tag of lessons'],
    ['<p><img></p>', '<img> is not a tag of lessons'],
  ])('finds a fault in %j', (html, fault) => {
    expect(listHtmlFaults(html)).toContain(fault);
  });
});

describe('countWords', () => {
  it('counts what is read, not tags or lone punctuation', () => {
    expect(
      countWords('<h2>One two</h2><p>three : <em>four</em>\u00a0!</p><ul><li>five</li><li>six</li></ul>'),
    ).toBe(6);
  });
});
