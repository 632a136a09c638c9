import { listObjects } from '../http/list-objects';
import type { PagingParams } from '../http/params';
import type { Transaction } from '../state/transaction';

export interface PaymentMethodListParams extends PagingParams {
  readonly customer?: string;
  readonly type?: string;
}

/** The payment methods of a customer; without one, those of nobody, as Stripe does. */
export function listPaymentMethods(
  tx: Transaction,
  url: string,
  customer: string | undefined,
  params: PaymentMethodListParams,
): object {
  return listObjects(tx, 'payment_method', url, params, (method) => {
    return (
      method.customer === (customer ?? null) && (params.type === undefined || params.type === method.type)
    );
  });
}
