import { splitSentences } from './sentences';

describe('splitSentences', () => {
  it('splits French without breaking at abbreviations', () => {
    expect(
      splitSentences('M. Dupont arrive. Il voit p. ex. un arbre (cf. p. 3). Est-ce tout ?', 'fr'),
    ).toEqual(['M. Dupont arrive.', 'Il voit p. ex. un arbre (cf. p. 3).', 'Est-ce tout ?']);
  });

  it('splits English without breaking at abbreviations and initials', () => {
    expect(splitSentences('Dr. Ada M. Stone uses e.g. SQL. It is fast. Version 2.5 came out!', 'en')).toEqual(
      ['Dr. Ada M. Stone uses e.g. SQL.', 'It is fast.', 'Version 2.5 came out!'],
    );
  });

  it('gives nothing for blank text', () => expect(splitSentences('  \n ', 'fr')).toEqual([]));

  it('loses nothing of a text longer than a window', () => {
    const sentences = Array.from({ length: 900 }, (_, i) => `Sentence number ${i} stands here.`);
    expect(splitSentences(sentences.join(' '), 'en')).toEqual(sentences);
  });

  it('gives one piece when nothing ends', () => {
    const text = 'word '.repeat(3_000).trim();
    expect(splitSentences(text, 'en').join(' ')).toBe(text);
  });
});
