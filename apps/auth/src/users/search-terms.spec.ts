import fc from 'fast-check';
import { searchPrefixes, searchTermsOf } from './search-terms';

const person = (first_name: string, last_name: string, email = 'x@y.example') => ({
  first_name,
  last_name,
  email,
});

function isFound(user: ReturnType<typeof person>, search: string): boolean {
  const terms = searchTermsOf(user);
  return searchPrefixes(search).every((prefix) => terms.some((term) => prefix.test(term)));
}

describe('searchTermsOf', () => {
  it('knows names and address, in whole and in parts, without case and accents', () => {
    expect(searchTermsOf(person('Jean-Paul', 'LEFÈVRE', 'jp.lefevre+har@mail.example')).sort()).toEqual([
      'example',
      'har',
      'jean',
      'jean-paul',
      'jp',
      'jp.lefevre+har@mail.example',
      'lefevre',
      'mail',
      'mail.example',
      'paul',
    ]);
  });

  it('finds every user by the beginning of any of their words', () => {
    const word = fc.stringMatching(/^[A-Za-zÀ-ÿ]{2,12}$/);
    fc.assert(
      fc.property(word, word, fc.nat(11), (first, last, length) => {
        expect(isFound(person(first, last), first.slice(0, length + 1).toUpperCase())).toBe(true);
        expect(isFound(person(first, last), `${last} ${first}`)).toBe(true);
      }),
    );
  });
});

describe('searchPrefixes', () => {
  it('takes every character for itself', () => {
    for (const search of ['.*', '(a+)+$', '[a-z]', 'z|q', '^z', 'z.d', 'z+']) {
      for (const { source } of searchPrefixes(search))
        expect(source).toMatch(/^\^([\p{L}\p{N}@_-]|\\[.+])+$/u);
    }
    expect(isFound(person('Zed', 'Zulu'), 'z.d')).toBe(false);
    expect(isFound(person('Zed', 'Zulu', 'z.d@y.example'), 'z.d')).toBe(true);
    expect(isFound(person('Zed', 'Zulu'), 'z+')).toBe(false);
  });

  it('looks at five words at most', () => {
    expect(searchPrefixes('a b c d e f g')).toHaveLength(5);
  });
});
