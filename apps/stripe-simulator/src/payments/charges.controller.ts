import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import { mergeMetadata } from '../http/metadata';
import type { Operation } from '../http/operation';
import { createdFilter, expand, EXPAND_ONLY, id, Joi, metadata, paging, removable } from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';
import { changedFields, emit } from '../events/emit-event';

interface ChargeListParams extends PagingParams {
  readonly customer?: string;
  readonly payment_intent?: string;
}

const LIST = Joi.object<ChargeListParams>({
  ...paging,
  created: createdFilter,
  customer: id,
  payment_intent: id,
});
export const UPDATE = Joi.object<{ metadata?: MetadataParam; description?: string }>({
  metadata,
  description: removable,
  ...expand,
});

@StripeController('charges')
export class ChargesController {
  @Get()
  list(@Params(LIST) params: ChargeListParams): Operation {
    return (tx) =>
      listObjects(tx, 'charge', '/v1/charges', params, ({ customer, payment_intent }) => {
        const { customer: wanted = customer, payment_intent: intent = payment_intent } = params;
        return customer === wanted && payment_intent === intent;
      });
  }

  @Get(':id')
  retrieve(@Param('id') chargeId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const charge = tx.find('charge', chargeId);
      if (!charge) throw noSuch('charge', chargeId, 'charge', 404);
      return charge;
    };
  }

  @StripePost(':id')
  update(
    @Param('id') chargeId: string,
    @Params(UPDATE) params: { metadata?: MetadataParam; description?: string },
  ): Operation {
    return (tx) => {
      const charge = tx.find('charge', chargeId);
      if (!charge) throw noSuch('charge', chargeId, 'charge', 404);
      const description = params.description === undefined ? charge.description : params.description || null;
      const changed = { ...charge, description, metadata: mergeMetadata(charge.metadata, params.metadata) };
      emit(tx, 'charge.updated', tx.put('charge', changed), changedFields(charge, changed));
      return changed;
    };
  }
}
