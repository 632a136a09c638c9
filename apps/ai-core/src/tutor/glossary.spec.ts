import { SynonymTable } from './glossary';

describe('SynonymTable', () => {
  const table = new SynonymTable(
    [
      { term: 'congés', synonyms: ['vacances', 'jours de repos'] },
      { term: 'seul', synonyms: [] },
    ],
    'fr',
  );

  it('gives the other ways to say an expression', () => {
    expect(table.synonymsOf(['vacanc'])).toEqual([['cong'], ['jour', 'repo']]);
    expect(table.synonymsOf(['jour', 'repo'])).toEqual([['cong'], ['vacanc']]);
    expect(table.longestExpression).toBe(2);
  });

  it('knows nothing else', () => {
    expect(table.synonymsOf(['seul'])).toEqual([]);
    expect(table.synonymsOf(['jour'])).toEqual([]);
  });

  it('keeps the groups of a word that stands in two', () => {
    const both = new SynonymTable(
      [
        { term: 'note', synonyms: ['remarque'] },
        { term: 'note', synonyms: ['score'] },
      ],
      'fr',
    );
    expect(both.synonymsOf(['not']).flat()).toEqual(['remarqu', 'scor']);
  });
});
