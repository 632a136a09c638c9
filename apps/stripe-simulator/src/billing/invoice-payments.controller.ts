import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { createdFilter, EXPAND_ONLY, id, Joi, paging, type PagingParams } from '../http/params';
import { Params, StripeController } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';

interface InvoicePaymentListParams extends PagingParams {
  readonly invoice?: string;
  readonly status?: string;
  readonly payment?: { readonly type: 'payment_intent'; readonly payment_intent?: string };
}

const LIST = Joi.object<InvoicePaymentListParams>({
  ...paging,
  created: createdFilter,
  invoice: id,
  status: Joi.string().valid('open', 'paid', 'canceled'),
  payment: Joi.object({ type: Joi.string().valid('payment_intent').required(), payment_intent: id }),
});

@StripeController('invoice_payments')
export class InvoicePaymentsController {
  @Get()
  list(@Params(LIST) params: InvoicePaymentListParams): Operation {
    return (tx) =>
      listObjects(tx, 'invoice_payment', '/v1/invoice_payments', params, (one) => {
        const { invoice = one.invoice, status = one.status, payment } = params;
        const intent = payment?.payment_intent ?? one.payment.payment_intent;
        return one.invoice === invoice && one.status === status && one.payment.payment_intent === intent;
      });
  }

  @Get(':id')
  retrieve(@Param('id') paymentId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const payment = tx.find('invoice_payment', paymentId);
      if (!payment) throw noSuch('invoice_payment', paymentId, 'id', 404);
      return payment;
    };
  }
}
