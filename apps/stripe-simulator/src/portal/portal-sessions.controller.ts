import { customerOf } from '../customers/customer';
import type { Operation } from '../http/operation';
import { expand, id, Joi } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { newId } from '../state/identifier';

interface CreateParams {
  readonly customer: string;
  readonly return_url?: string;
  readonly locale?: string;
  readonly configuration?: string;
}

export const CREATE = Joi.object<CreateParams>({
  customer: id.required(),
  return_url: Joi.string().uri(),
  locale: Joi.string().max(10),
  configuration: id,
  ...expand,
});

@StripeController('billing_portal/sessions')
export class PortalSessionsController {
  @StripePost()
  create(@Params(CREATE) params: CreateParams): Operation {
    return (tx) => {
      const customer = customerOf(tx, params.customer);
      const sessionId = newId('bps');
      return tx.put('billing_portal.session', {
        id: sessionId,
        object: 'billing_portal.session',
        configuration: params.configuration ?? 'bpc_default',
        created: tx.now,
        customer: customer.id,
        customer_account: null,
        flow: null,
        livemode: false,
        locale: params.locale ?? null,
        on_behalf_of: null,
        return_url: params.return_url ?? null,
        url: `${tx.request.base_url}/portal/${sessionId}`,
      });
    };
  }
}
