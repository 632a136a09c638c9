/** Bytes; a file up to this size is one part. S3 takes no smaller ones than 5 MiB but as the last. */
export const PART_SIZE = 16 * 1_048_576;

export interface PlannedPart {
  readonly part_number: number;
  readonly offset: number;
  readonly size: number;
}

/** The parts of a file, numbered from 1, all of the same size but the last. */
export function plannedParts(size: number, part_size: number): PlannedPart[] {
  const count = Math.ceil(size / part_size);
  return Array.from({ length: count }, (_, index) => {
    const offset = index * part_size;
    return { part_number: index + 1, offset, size: Math.min(part_size, size - offset) };
  });
}
