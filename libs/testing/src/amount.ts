/**
 * How often a test does something: a sample in `npm test`, the whole figure of its promise in `npm run test:faults`, or
 * a part of that (`FAULT_SCALE=0.1`) on a busy machine; at least once.
 */
export function amount(sample: number, whole: number): number {
  const scale = process.env.FAULT_SCALE;
  return scale ? Math.max(1, Math.round(whole * Number(scale))) : sample;
}
