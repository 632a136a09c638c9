import { newId } from './new-id';

describe('newId', () => {
  afterEach(() => jest.useRealTimers());

  it('sorts by the moment, to the millisecond', () => {
    const moments = [
      0, 999, 1_000, 1_764_000_000_005, 1_764_000_000_016, 1_764_000_000_999, 1_764_000_001_000,
    ];
    jest.useFakeTimers();
    const ids = moments.map((moment) => {
      jest.setSystemTime(moment);
      return newId();
    });
    expect(ids).toEqual([...ids].sort());
    expect(ids[4]).toMatch(/^69248100010[0-9a-f]{13}$/);
  });

  it('never makes the same twice', () => {
    jest.useFakeTimers();
    expect(new Set(Array.from({ length: 10_000 }, newId)).size).toBe(10_000);
  });
});
