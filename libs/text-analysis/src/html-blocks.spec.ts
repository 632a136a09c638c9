import { htmlToBlocks } from './html-blocks';

describe('htmlToBlocks', () => {
  it('reads headings and paragraphs in order, with entities and collapsed space', () => {
    expect(htmlToBlocks('<h2>Cl&eacute;s</h2>\n<p>A &amp; <b>B</b>\n  &lt;c&gt;&nbsp;d</p>tail')).toEqual([
      { type: 'heading', level: 2, text: 'Clés' },
      { type: 'paragraph', text: 'A & B <c> d' },
      { type: 'paragraph', text: 'tail' },
    ]);
  });

  it('leaves scripts, styles and form controls out', () => {
    const html =
      '<script>alert("x")</script><style>p{}</style><noscript>no</noscript><select><option>o</option></select><p>text</p>';
    expect(htmlToBlocks(html)).toEqual([{ type: 'paragraph', text: 'text' }]);
  });

  it('keeps the lines of code', () => {
    expect(htmlToBlocks('<pre><code>\nif x:\n    y &lt; 1\n</code></pre><p>after</p>')).toEqual([
      { type: 'code', text: 'if x:\n    y < 1' },
      { type: 'paragraph', text: 'after' },
    ]);
  });

  it('names the columns in the rows of a table', () => {
    const html =
      '<table><thead><tr><th>Name</th><th>Use</th></tr></thead><tbody><tr><td>SUM</td><td><p>adds</p></td></tr><tr><th>AVG</th><td></td></tr></tbody></table>';
    expect(htmlToBlocks(html)).toEqual([
      { type: 'row', text: 'Name: SUM; Use: adds' },
      { type: 'row', text: 'Name: AVG' },
    ]);
  });

  it('gives list items and definitions one block each', () => {
    const html =
      '<ul><li>one</li><li><p>two</p><ul><li>deep</li></ul></li></ul><dl><dt>Term</dt><dd>meaning</dd></dl><p>end</p>';
    expect(htmlToBlocks(html)).toEqual([
      { type: 'item', text: 'one' },
      { type: 'item', text: 'two' },
      { type: 'item', text: 'deep' },
      { type: 'item', text: 'Term: meaning' },
      { type: 'paragraph', text: 'end' },
    ]);
  });

  it('writes a raised number as a power and keeps raised letters in the word', () => {
    expect(htmlToBlocks('<p>10<sup>3</sup> le 1<sup>er</sup> H<sub>2</sub>O</p>')).toEqual([
      { type: 'paragraph', text: '10^3 le 1er H2O' },
    ]);
  });

  it('reads broken markup', () => {
    expect(htmlToBlocks('<p>one<p>two</div><td>cell<h3>title')).toEqual([
      { type: 'paragraph', text: 'one' },
      { type: 'paragraph', text: 'two' },
      { type: 'row', text: 'cell title' },
    ]);
  });
});
