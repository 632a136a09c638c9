import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { createdFilter, expand, EXPAND_ONLY, id, Joi, paging, type PagingParams } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { invalidRequest } from '../http/stripe-error';
import { getInvoice, subscriptionOf } from './invoice';
import { payInvoice } from './pay-invoice';
import { PREVIEW_INVOICE, previewInvoice, type PreviewParams } from './preview-invoice';
import { voidInvoice } from './settle-invoice';

interface InvoiceListParams extends PagingParams {
  readonly customer?: string;
  readonly subscription?: string;
  readonly status?: string;
}

interface PayParams {
  readonly payment_method?: string;
  readonly off_session?: boolean;
}

const LIST = Joi.object<InvoiceListParams>({
  ...paging,
  created: createdFilter,
  customer: id,
  subscription: id,
  status: Joi.string().valid('draft', 'open', 'paid', 'uncollectible', 'void'),
});
const PAY = Joi.object<PayParams>({ payment_method: id, off_session: Joi.boolean(), ...expand });

@StripeController('invoices')
export class InvoicesController {
  @Get()
  list(@Params(LIST) params: InvoiceListParams): Operation {
    return (tx) =>
      listObjects(tx, 'invoice', '/v1/invoices', params, (invoice) => {
        const { customer = invoice.customer, status = invoice.status, subscription } = params;
        const fits = invoice.customer === customer && invoice.status === status;
        return fits && (subscription === undefined || subscriptionOf(tx, invoice)?.id === subscription);
      });
  }

  @StripePost('create_preview')
  preview(@Params(PREVIEW_INVOICE) params: PreviewParams): Operation {
    return (tx) => previewInvoice(tx, params);
  }

  @Get(':id')
  retrieve(@Param('id') invoiceId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => getInvoice(tx, invoiceId);
  }

  @StripePost(':id/pay')
  pay(
    @Param('id') invoiceId: string,
    @Params(PAY) { payment_method, off_session = true }: PayParams,
  ): Operation {
    return (tx) =>
      payInvoice(tx, getInvoice(tx, invoiceId), { payment_method, off_session }) ?? getInvoice(tx, invoiceId);
  }

  @StripePost(':id/void')
  void(@Param('id') invoiceId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const invoice = getInvoice(tx, invoiceId);
      if (invoice.status !== 'open')
        throw invalidRequest(`This invoice is ${invoice.status} and cannot be voided.`);
      return voidInvoice(tx, invoice);
    };
  }
}
