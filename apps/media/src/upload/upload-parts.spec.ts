import fc from 'fast-check';
import { UPLOAD_PURPOSES } from '@har/contracts';
import { PART_SIZE, plannedParts } from './upload-parts';

describe('plannedParts', () => {
  it.each([
    [1, [1]],
    [PART_SIZE, [PART_SIZE]],
    [PART_SIZE + 1, [PART_SIZE, 1]],
  ])('%d bytes', (size, sizes) => {
    expect(plannedParts(size, PART_SIZE).map((part) => part.size)).toEqual(sizes);
  });

  it('cuts every file into parts without gaps, as many as a storage takes', () => {
    const largest = Math.max(...Object.values(UPLOAD_PURPOSES).map(({ max_size }) => max_size));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: largest }), (size) => {
        let end = 0;
        const parts = plannedParts(size, PART_SIZE);
        for (const [index, part] of parts.entries()) {
          expect(part).toMatchObject({ part_number: index + 1, offset: end });
          end += part.size;
        }
        expect(end).toBe(size);
        expect(parts.length).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});
