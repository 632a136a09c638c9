import type { ReceiptReply } from '@har/contracts';
import { fromMinorUnits } from '../money/minor-units';
import { receiptNumber } from './receipt-number';
import type { Receipt } from './receipt.schema';

/** What a buyer sees of a receipt in a list. */
export function toReceiptReply(receipt: Receipt): ReceiptReply {
  const { kind, source, currency } = receipt;
  return {
    _id: receipt._id.toHexString(),
    number: receiptNumber(receipt),
    kind,
    source,
    source_id: receipt.source_id.toHexString(),
    description: receipt.description,
    amount: fromMinorUnits(receipt.amount_minor, currency),
    discount: fromMinorUnits(receipt.discount_minor, currency),
    currency,
    issued_at: receipt.issued_at.toISOString(),
  };
}
