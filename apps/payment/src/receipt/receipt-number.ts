import type { ReceiptKind } from '@har/contracts';

const PREFIX: Readonly<Record<ReceiptKind, string>> = { receipt: 'R', credit_note: 'C' };

/** `R-2026-000042`: kind, year and the place in that year. */
export function receiptNumber({
  kind,
  year,
  sequence,
}: {
  kind: ReceiptKind;
  year: number;
  sequence: number;
}): string {
  return `${PREFIX[kind]}-${year}-${String(sequence).padStart(6, '0')}`;
}
