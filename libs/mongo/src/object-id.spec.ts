import { derivedId } from './object-id';

describe('derivedId', () => {
  it('is the same for the same ids, and another for any others', () => {
    expect(derivedId('a', 'b').equals(derivedId('a', 'b'))).toBe(true);
    const all = [
      derivedId('a', 'b'),
      derivedId('b', 'a'),
      derivedId('ab'),
      derivedId('a'),
      derivedId('a', 'b', ''),
    ];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });
});
