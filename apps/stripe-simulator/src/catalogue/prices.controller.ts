import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import * as schema from './catalogue.schema';
import { createPrice, priceOf, updatePrice } from './price';

@StripeController('prices')
export class PricesController {
  @StripePost()
  create(@Params(schema.CREATE_PRICE) params: schema.CreatePriceParams): Operation {
    return (tx) => createPrice(tx, params);
  }

  @Get()
  list(@Params(schema.LIST_PRICES) params: schema.PriceListParams): Operation {
    return (tx) =>
      listObjects(tx, 'price', '/v1/prices', params, (price) => {
        const {
          active = price.active,
          currency = price.currency,
          product = price.product,
          type = price.type,
        } = params;
        const keys = params.lookup_keys ?? [price.lookup_key];
        const fits = price.active === active && price.currency === currency && price.product === product;
        return fits && price.type === type && keys.includes(price.lookup_key as string);
      });
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => priceOf(tx, id, 'price', 404);
  }

  @StripePost(':id')
  update(@Param('id') id: string, @Params(schema.UPDATE_PRICE) params: schema.UpdatePriceParams): Operation {
    return (tx) => updatePrice(tx, id, params);
  }
}
