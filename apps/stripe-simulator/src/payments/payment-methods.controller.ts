import { Get, Param } from '@nestjs/common';
import { customerOf } from '../customers/customer';
import { emit } from '../events/emit-event';
import { AllowPublishableKey } from '../http/api-key.guard';
import type { Operation } from '../http/operation';
import { expand, EXPAND_ONLY, id, Joi, paging } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { invalidRequest, noSuch } from '../http/stripe-error';
import type { PaymentMethod } from '../state/stored';
import { listPaymentMethods, type PaymentMethodListParams } from './list-payment-methods';
import { attachTo, createPaymentMethod, paymentMethodOf, type PaymentMethodData } from './payment-method';
import { paymentMethodData } from './payment-intent.schema';

const LIST = Joi.object<PaymentMethodListParams>({ ...paging, customer: id, type: Joi.string() });
const ATTACH = Joi.object<{ customer: string }>({ customer: id.required(), ...expand });
const CREATE = paymentMethodData.append(expand as object);

@StripeController('payment_methods')
export class PaymentMethodsController {
  @StripePost()
  @AllowPublishableKey()
  create(@Params(CREATE) params: PaymentMethodData): Operation {
    return (tx) => createPaymentMethod(tx, params);
  }

  @Get()
  list(@Params(LIST) params: PaymentMethodListParams): Operation {
    return (tx) => listPaymentMethods(tx, '/v1/payment_methods', params.customer, params);
  }

  @Get(':id')
  retrieve(@Param('id') methodId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const method = tx.find('payment_method', methodId);
      if (!method) throw noSuch('PaymentMethod', methodId, 'payment_method', 404);
      return method;
    };
  }

  @StripePost(':id/attach')
  attach(@Param('id') methodId: string, @Params(ATTACH) { customer }: { customer: string }): Operation {
    return (tx) => {
      customerOf(tx, customer);
      const method = paymentMethodOf(tx, methodId);
      if (method.customer !== null && method.customer !== customer) {
        throw invalidRequest('The payment method you provided has already been attached to a customer.');
      }
      const attached = attachTo(tx, method, customer);
      emit(tx, 'payment_method.attached', attached);
      return attached;
    };
  }

  @StripePost(':id/detach')
  detach(@Param('id') methodId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const method = paymentMethodOf(tx, methodId);
      if (method.customer === null)
        throw invalidRequest('The payment method you provided is not attached to a customer.');
      const detached: PaymentMethod = tx.put('payment_method', { ...method, customer: null });
      emit(tx, 'payment_method.detached', detached, { customer: method.customer });
      return detached;
    };
  }
}
