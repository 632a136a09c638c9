import { TermVocabulary } from './term-vocabulary';

function vocabularyOf(...terms: string[]): TermVocabulary {
  const vocabulary = new TermVocabulary();
  for (const term of terms) vocabulary.add(term);
  return vocabulary;
}

describe('TermVocabulary', () => {
  it('corrects one slip in a word of five letters and two in a word of eight', () => {
    const vocabulary = vocabularyOf('photosynthes', 'stomat', 'abeil');
    expect(vocabulary.correct('photosintes')).toBe('photosynthes');
    expect(vocabulary.correct('stomta')).toBe('stomat');
    expect(vocabulary.correct('abei')).toBeUndefined();
    expect(vocabulary.correct('stomxyz')).toBeUndefined();
  });

  it('leaves words that it has, short words and numbers alone', () => {
    const vocabulary = vocabularyOf('stomat', 'stomas', '17890');
    expect(vocabulary.correct('stomat')).toBeUndefined();
    expect(vocabulary.correct('17891')).toBeUndefined();
  });

  it('finds words of the same family, the likest first', () => {
    const vocabulary = vocabularyOf('volcan', 'volcanolog', 'vol', 'table');
    expect(vocabulary.similar('volcaniqu', 0.4, 5).map((found) => found.term)).toEqual([
      'volcan',
      'volcanolog',
    ]);
    expect(vocabulary.similar('vol', 0.1, 5)).toEqual([]);
  });

  it('forgets a term when its last use is removed', () => {
    const vocabulary = vocabularyOf('reine', 'reine');
    vocabulary.remove('reine');
    expect(vocabulary.has('reine')).toBe(true);
    vocabulary.remove('reine');
    vocabulary.remove('reine');
    expect(vocabulary.has('reine')).toBe(false);
    expect(vocabulary.similar('reines', 0.1, 5)).toEqual([]);
  });
});
