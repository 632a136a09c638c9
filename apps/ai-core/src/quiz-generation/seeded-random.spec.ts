import { SeededRandom } from './seeded-random';

describe('SeededRandom', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    const draw = (seed: string) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next()
        )(new SeededRandom(seed)),
      );
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('stays in its bounds and reaches all of them', () => {
    const random = new SeededRandom('bounds');
    const drawn = new Set(Array.from({ length: 200 }, () => random.below(4)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3]);
  });

  it('shuffles without losing anything or touching the original', () => {
    const items = [1, 2, 3, 4, 5, 6];
    const shuffled = new SeededRandom('x').shuffle(items);
    expect([...shuffled].sort()).toEqual(items);
    expect(items).toEqual([1, 2, 3, 4, 5, 6]);
    expect(shuffled).not.toEqual(items);
  });
});
