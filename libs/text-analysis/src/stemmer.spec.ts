import { stem } from './stemmer';

describe('stem', () => {
  it('joins the forms of a word', () => {
    expect(new Set(['continuer', 'continué', 'continuent'].map((word) => stem(word, 'fr'))).size).toBe(1);
    expect(new Set(['running', 'runs', 'run'].map((word) => stem(word, 'en'))).size).toBe(1);
  });

  it('leads irregular forms back', () => {
    expect(new Set(['write', 'wrote', 'written', 'writing'].map((word) => stem(word, 'en'))).size).toBe(1);
    expect(new Set(['cuire', 'cuit', 'cuisent'].map((word) => stem(word, 'fr'))).size).toBe(1);
    expect(stem('teeth', 'en')).toBe(stem('tooth', 'en'));
  });

  it('says the same the second time, when the answer is kept', () => {
    expect(stem('élévation', 'fr')).toBe(stem('élévation', 'fr'));
  });

  it('leaves what is no word', () => {
    expect(stem('c++', 'en')).toBe('c++');
    expect(stem('1789', 'fr')).toBe('1789');
    expect(stem('a'.repeat(64), 'fr')).toBe('a'.repeat(64));
  });
});
