import { seal, unseal } from './sealed-text';

const SECRET = 's'.repeat(32);
const sealed = seal('the private part', SECRET, 'key-1');
const PARTS = sealed.split('.');

function withPart(i: number, change: (part: Buffer) => Buffer): string {
  const part = Buffer.from(PARTS[i]!, 'base64url');
  return PARTS.with(i, change(part).toString('base64url')).join('.');
}

const otherwise = ([first = 0, ...rest]: Buffer) => Buffer.from([first ^ 1, ...rest]);

describe('seal', () => {
  it('can be opened by whom it belongs to', () => {
    expect(unseal(sealed, SECRET, 'key-1')).toBe('the private part');
    expect(sealed).not.toContain(Buffer.from('the private part').toString('base64url'));
  });

  it('takes any letters, and none', () => {
    expect(unseal(seal('clé 🔑', SECRET, 'clé'), SECRET, 'clé')).toBe('clé 🔑');
    expect(unseal(seal('', SECRET, 'key-1'), SECRET, 'key-1')).toBe('');
  });

  it('never looks the same twice', () => {
    expect(seal('the private part', SECRET, 'key-1')).not.toBe(sealed);
  });

  it('is not opened with another secret or for another owner', () => {
    expect(() => unseal(sealed, 'x'.repeat(32), 'key-1')).toThrow();
    expect(() => unseal(sealed, SECRET, 'key-2')).toThrow();
  });

  it.each([
    ['another salt', withPart(0, otherwise)],
    ['another nonce', withPart(1, otherwise)],
    ['another tag', withPart(2, otherwise)],
    ['other data', withPart(3, otherwise)],
    ['a shortened tag', withPart(2, (tag) => tag.subarray(0, 15))],
    ['no tag', PARTS.slice(0, 2).join('.')],
    ['no data', PARTS.slice(0, 3).join('.')],
    ['empty parts', '...'],
    ['something else', 'text'],
    ['nothing', ''],
  ])('is not opened with %s', (_name, text) => {
    expect(() => unseal(text, SECRET, 'key-1')).toThrow();
  });
});
