import fc from 'fast-check';
import type { CatalogueError } from '@har/errors';
import { assertStrongPassword } from './password-policy';

function broken(password: string): string[] {
  try {
    assertStrongPassword(password, 'password');
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'WEAK_PASSWORD', status: 400 });
    return (error as CatalogueError).details.map(({ field, message }) => `${field} ${message}`);
  }
}

describe('assertStrongPassword', () => {
  it.each([
    ['Abcdefg1', []],
    ['Ébène1234', []],
    ['Σίσυφος٣', []],
    ['Abcdef1', ['body.password needs at least 8 characters']],
    ['abcdefg1', ['body.password needs an upper-case letter']],
    ['Abcdefgh', ['body.password needs a number']],
    [`A1${'x'.repeat(127)}`, ['body.password has more than 128 characters']],
  ])('%s', (password, reasons) => {
    expect(broken(password)).toEqual(reasons);
  });

  it('lists every rule that is broken', () => {
    expect(broken('abc')).toHaveLength(3);
  });

  it('counts characters as people do, not UTF-16 units', () => {
    expect(broken(`A1${'😀'.repeat(126)}`)).toEqual([]);
    expect(broken('A1😀😀😀')).toEqual(['body.password needs at least 8 characters']);
  });

  it('accepts any long Unicode text around a capital and a digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 12, maxLength: 30 }), (text) => {
        fc.pre([...text.normalize('NFKC')].length <= 100);
        expect(broken(`Q7xxxxxx${text}`)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
