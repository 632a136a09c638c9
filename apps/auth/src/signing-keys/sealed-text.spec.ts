import { seal, unseal } from './sealed-text';

const SECRET = 's'.repeat(32);

describe('seal', () => {
  const sealed = seal('the private part', SECRET, 'key-1');

  it('can be opened by whom it belongs to', () => {
    expect(unseal(sealed, SECRET, 'key-1')).toBe('the private part');
    expect(sealed).not.toContain(Buffer.from('the private part').toString('base64url'));
  });

  it('never looks the same twice', () => {
    expect(seal('the private part', SECRET, 'key-1')).not.toBe(sealed);
  });

  it.each([
    ['another secret', () => unseal(sealed, 'x'.repeat(32), 'key-1')],
    ['another owner', () => unseal(sealed, SECRET, 'key-2')],
    ['a changed text', () => unseal(`${sealed.slice(0, -2)}AA`, SECRET, 'key-1')],
    ['a shortened tag', () => unseal(sealed.split('.').with(2, 'AAAA').join('.'), SECRET, 'key-1')],
    ['something else', () => unseal('text', SECRET, 'key-1')],
  ])('cannot be opened with %s', (_name, open) => {
    expect(open).toThrow();
  });
});
