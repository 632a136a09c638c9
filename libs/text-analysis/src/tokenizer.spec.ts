import { MAX_TOKEN_LENGTH, tokenize } from './tokenizer';

const terms = (text: string): string[] => tokenize(text).map((token) => token.term);

describe('tokenize', () => {
  it('drops French elisions with either apostrophe and keeps aujourd’hui whole', () => {
    expect(terms("l'eau qu’il d'Œuvre aujourd'hui jusqu'ici")).toEqual([
      'eau',
      'il',
      'oeuvre',
      'aujourdhui',
      'ici',
    ]);
  });

  it('drops English contractions and possessives but not names', () => {
    expect(terms("The plant's leaves don't fall, they're O'Brien's")).toEqual([
      'the',
      'plant',
      'leaves',
      'do',
      'fall',
      'they',
      'obrien',
    ]);
  });

  it('folds case and accents, separates at hyphens', () => {
    expect(terms('Où passe-t-il À LA FORÊT')).toEqual(['ou', 'passe', 't', 'il', 'a', 'la', 'foret']);
  });

  it.each([
    ['C++ and C# or F#', ['c++', 'and', 'c#', 'or', 'f#']],
    ['the .NET runtime, ASP.NET', ['the', '.net', 'runtime', 'asp', 'net']],
    ['the O.N.U. and U.S.A', ['the', 'onu', 'and', 'usa']],
    ['le langage R', ['le', 'langage', 'r']],
    ['Node.js 20', ['node', 'js', '20']],
  ])('reads technical words of %s', (text, expected) => expect(terms(text)).toEqual(expected));

  it.each([
    ['3,14', '3.14'],
    ['3.14', '3.14'],
    ['21,300', '21300'],
    ['1 200 000', '1200000'],
    ['1\u202f200', '1200'],
    ['1789', '1789'],
    ['3D', '3d'],
  ])('gives the number %s one spelling', (text, expected) => expect(terms(text)).toEqual([expected]));

  it('does not join a year with the number after it', () => {
    expect(terms('en 1789 200 hommes')).toEqual(['en', '1789', '200', 'hommes']);
  });

  it('gives offsets of the word in the text', () => {
    const text = "Près de l'arbre, 3,5 m.";
    for (const token of tokenize(text)) expect(text.slice(token.start, token.end)).toBe(token.text);
  });

  it('marks acronyms, not a text written in capitals', () => {
    expect(tokenize('WHO is it').map((token) => token.acronym)).toEqual([true, false, false]);
    expect(tokenize('WHO IS IT').some((token) => token.acronym)).toBe(false);
  });

  it('cuts endless words', () => {
    expect(terms('x'.repeat(100_000))).toEqual(['x'.repeat(MAX_TOKEN_LENGTH)]);
  });
});
