import { Delete, Get, Param } from '@nestjs/common';
import { emit } from '../events/emit-event';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY, Joi, paging, type PagingParams } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';
import { listPaymentMethods } from '../payments/list-payment-methods';
import { getCustomer } from './customer';
import * as schema from './customer.schema';
import { createCustomer, updateCustomer } from './save-customer';

export const LIST_METHODS = Joi.object<PagingParams & { type?: string }>({ ...paging, type: Joi.string() });

@StripeController('customers')
export class CustomersController {
  @StripePost()
  create(@Params(schema.CREATE_CUSTOMER) params: schema.CustomerParams): Operation {
    return (tx) => createCustomer(tx, params);
  }

  @Get()
  list(@Params(schema.LIST_CUSTOMERS) params: schema.CustomerListParams): Operation {
    return (tx) =>
      listObjects(tx, 'customer', '/v1/customers', params, ({ email, deleted }) => {
        return !deleted && (params.email === undefined || params.email === email);
      });
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const customer = tx.find('customer', id);
      if (!customer) throw noSuch('customer', id, 'id', 404);
      return customer.deleted ? { id, object: 'customer', deleted: true } : customer;
    };
  }

  @StripePost(':id')
  update(@Param('id') id: string, @Params(schema.UPDATE_CUSTOMER) params: schema.CustomerParams): Operation {
    return (tx) => updateCustomer(tx, id, params);
  }

  @Delete(':id')
  delete(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const customer = getCustomer(tx, id);
      tx.put('customer', { ...customer, deleted: true });
      emit(tx, 'customer.deleted', customer);
      return { id, object: 'customer', deleted: true };
    };
  }

  @Get(':id/payment_methods')
  listPaymentMethods(
    @Param('id') id: string,
    @Params(LIST_METHODS) params: PagingParams & { type?: string },
  ): Operation {
    return (tx) => {
      getCustomer(tx, id);
      return listPaymentMethods(tx, `/v1/customers/${id}/payment_methods`, id, params);
    };
  }
}
