import { Delete, Get, Param } from '@nestjs/common';
import { emit } from '../events/emit-event';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { invalidRequest } from '../http/stripe-error';
import * as schema from './catalogue.schema';
import { createProduct, productOf, updateProduct } from './product';

@StripeController('products')
export class ProductsController {
  @StripePost()
  create(@Params(schema.CREATE_PRODUCT) params: schema.ProductParams): Operation {
    return (tx) => createProduct(tx, params);
  }

  @Get()
  list(@Params(schema.LIST_PRODUCTS) params: schema.ProductListParams): Operation {
    return (tx) =>
      listObjects(tx, 'product', '/v1/products', params, ({ id, active, deleted }) => {
        return !deleted && active === (params.active ?? active) && (params.ids ?? [id]).includes(id);
      });
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => productOf(tx, id, 'id', 404);
  }

  @StripePost(':id')
  update(@Param('id') id: string, @Params(schema.UPDATE_PRODUCT) params: schema.ProductParams): Operation {
    return (tx) => updateProduct(tx, id, params);
  }

  @Delete(':id')
  delete(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const product = productOf(tx, id, 'id', 404);
      if (tx.all('price').some((price) => price.product === id)) {
        throw invalidRequest(
          'This product cannot be deleted because it has one or more user-created prices.',
        );
      }
      tx.put('product', { ...product, deleted: true });
      emit(tx, 'product.deleted', product);
      return { id, object: 'product', deleted: true };
    };
  }
}
