import fc from 'fast-check';
import { compareEntryIds, sortableEntryId } from './stream-position';

const entryId = fc
  .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 0, max: 1e6 }))
  .map(([time, sequence]) => `${time}-${sequence}`);

describe('ids of stream entries', () => {
  it('are ordered by time, then by sequence', () => {
    expect(compareEntryIds('5-0', '10-0')).toBeLessThan(0);
    expect(compareEntryIds('10-2', '10-10')).toBeLessThan(0);
    expect(compareEntryIds('10-2', '10-2')).toBe(0);
    expect(compareEntryIds('11-0', '10-99')).toBeGreaterThan(0);
  });

  it('have a form whose alphabetical order is that order', () => {
    fc.assert(
      fc.property(entryId, entryId, (a, b) => {
        const [left, right] = [sortableEntryId(a), sortableEntryId(b)];
        const alphabetical = left < right ? -1 : left > right ? 1 : 0;
        expect(alphabetical).toBe(Math.sign(compareEntryIds(a, b)));
      }),
    );
  });
});
