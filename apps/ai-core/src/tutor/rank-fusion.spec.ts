import { fuseRanks } from './rank-fusion';

describe('fuseRanks', () => {
  it('puts first what stands high in both', () => {
    expect(
      fuseRanks([
        ['a', 'b', 'c'],
        ['b', 'd', 'a'],
      ]),
    ).toEqual(['b', 'a', 'd', 'c']);
  });

  it('lets two middling places outweigh one first place', () => {
    const [words, meaning] = [
      ['a', 'x', 'm'],
      ['b', 'y', 'm'],
    ];
    expect(fuseRanks([words, meaning])[0]).toBe('m');
  });

  it('leaves one ranking as it is, and keeps ties in their order', () => {
    expect(fuseRanks([['a', 'b']])).toEqual(['a', 'b']);
    expect(fuseRanks([['a'], ['b']])).toEqual(['a', 'b']);
    expect(fuseRanks([])).toEqual([]);
  });
});
