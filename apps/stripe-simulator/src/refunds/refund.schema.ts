import { amount, createdFilter, expand, id, Joi, metadata, paging } from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';

export interface CreateRefundParams {
  readonly payment_intent?: string;
  readonly charge?: string;
  /** Smallest unit; absent: all that is left. */
  readonly amount?: number;
  readonly reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer';
  readonly metadata?: MetadataParam;
}

export const CREATE_REFUND = Joi.object<CreateRefundParams>({
  payment_intent: id,
  charge: id,
  amount: amount.min(1),
  reason: Joi.string().valid('duplicate', 'fraudulent', 'requested_by_customer'),
  metadata,
  ...expand,
});

export const UPDATE_REFUND = Joi.object<{ metadata?: MetadataParam }>({ metadata, ...expand });

export interface RefundListParams extends PagingParams {
  readonly charge?: string;
  readonly payment_intent?: string;
}

export const LIST_REFUNDS = Joi.object<RefundListParams>({
  ...paging,
  created: createdFilter,
  charge: id,
  payment_intent: id,
});
