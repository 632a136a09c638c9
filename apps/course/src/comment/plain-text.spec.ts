import fc from 'fast-check';
import type { CatalogueError } from '@har/errors';
import { excerptOf, plainText } from './plain-text';

describe('plainText', () => {
  it.each([
    ['  a\r\nb\rc\u2028d  ', 'a\nb\nc\nd'],
    ['a\n \n\t\n\nb', 'a\n\nb'],
    ['if (a < b) { return <T>c; }', 'if (a < b) { return <T>c; }'],
    ['a\u0000\u0007\tb', 'a\tb'],
    ['user\u202Efdp.exe', 'userfdp.exe'],
    ['e\u0301te\u0301', 'été'],
    ['half \uD83D of a smile', 'half  of a smile'],
    ['👩‍💻 writes', '👩‍💻 writes'],
  ])('%j is %j', (input, text) => {
    expect(plainText(input)).toBe(text);
  });

  it('refuses what leaves nothing to see', () => {
    const post = () => plainText(' \u200b\u202e\ufeff ');
    expect(post).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }) as CatalogueError);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (tail) => {
        const text = plainText(`x${tail}`);
        expect(plainText(text)).toBe(text);
      }),
    );
  });
});

describe('excerptOf', () => {
  it('is one line, whole where it is short', () => {
    expect(excerptOf(' Why\n\nis that? ')).toBe('Why is that?');
  });

  it('is cut between words, and in a word that is all there is', () => {
    const words = excerptOf('word '.repeat(60));
    expect(words).toMatch(/ word…$/);
    expect(words.length).toBeLessThanOrEqual(140);
    expect(excerptOf('x'.repeat(300))).toBe(`${'x'.repeat(139)}…`);
  });
});
