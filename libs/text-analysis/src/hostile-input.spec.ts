import {
  analyze,
  charNgrams,
  contentToBlocks,
  detectLanguage,
  editDistance,
  foldText,
  htmlToBlocks,
  splitSentences,
  tokenize,
} from './index';

const SIZE = 100_000;
const filled = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length));

const TEXTS = [
  'a',
  ' ',
  '.',
  '. 1',
  'A.',
  "l'",
  "'",
  'é',
  '\u0301',
  '1',
  '1,',
  '1 000 ',
  'C++',
  '.NET',
  'a-',
  '((',
  '"',
  'ab c. ',
  'Ab c. ',
  '#',
  '\n',
  '😀',
  '\ud800',
  '漢',
  'aie',
  '<',
  '# ',
  '- ',
].map(filled);
const MARKUPS = [
  '<div>',
  '<div>x',
  '<p>',
  '<!--',
  '<a b="',
  '</p>',
  '&',
  '&amp;',
  '<ul><li>',
  '<pre>',
  '<table><tr><td>',
  '<b></i>',
  '<script>',
  '<',
  '<sup>1',
  '<![CDATA[',
  '<h1>',
  '<dl><dt>',
].map(filled);

/** A quadratic step over 100 kB takes minutes, so that the suite's own time limit would stop it. */
describe('hostile input of 100 kB', () => {
  it.each(TEXTS.map((text) => [JSON.stringify(text.slice(0, 8)), text]))('texts of %s', (_, text) => {
    expect(tokenize(text).length).toBeLessThanOrEqual(SIZE);
    expect(Array.isArray(analyze(text, 'fr')) && Array.isArray(analyze(text, 'en'))).toBe(true);
    expect(splitSentences(text, 'fr').join('').length).toBeLessThanOrEqual(text.length);
    expect(foldText(text).length).toBeLessThanOrEqual(text.length);
    expect(['fr', 'en', undefined]).toContain(detectLanguage(text));
    expect(editDistance(text, `${text}b`, 2)).toBe(1);
    expect(charNgrams(text).length).toBeGreaterThan(0);
    expect(Array.isArray(contentToBlocks(text))).toBe(true);
  });

  it('two long strings that differ at both ends', () => {
    const middle = filled('abc');
    expect(editDistance(`x${middle}y`, `z${middle}w`, 2)).toBe(2);
    expect(editDistance(`x${middle}y`, `z${middle}`, 1)).toBe(2);
  });

  it.each(MARKUPS.map((html) => [html.slice(0, 8), html]))('markup of %s', (_, html) => {
    expect(Array.isArray(htmlToBlocks(html))).toBe(true);
  });
});
