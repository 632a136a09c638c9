import type { RefundReason } from './transaction.schema';

/** Something that happened to the money of a purchase, whoever says it and however often. Amounts in the smallest unit. */
export type PaymentFact =
  | { kind: 'paid'; amount_minor: number; currency: string; at: Date }
  /** A card was declined; another may pay. */
  | { kind: 'declined'; code: string }
  /** It was given up, or ran out: nothing can be paid any more. */
  | { kind: 'failed'; code: string }
  | { kind: 'refund_requested'; by: string | null; reason: RefundReason; at: Date }
  | { kind: 'refund_released' }
  | { kind: 'refunded'; refund_id: string; amount_minor: number; at: Date }
  | { kind: 'refund_failed'; refund_id: string; amount_minor: number; at: Date }
  | { kind: 'disputed'; dispute_id: string; amount_minor: number; at: Date }
  | { kind: 'dispute_closed'; dispute_id: string; amount_minor: number; won: boolean; at: Date };
