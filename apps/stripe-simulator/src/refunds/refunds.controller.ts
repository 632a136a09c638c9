import { Get, Param } from '@nestjs/common';
import { changedFields, emit } from '../events/emit-event';
import { listObjects } from '../http/list-objects';
import { mergeMetadata } from '../http/metadata';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY, type MetadataParam } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';
import type { Refund } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { createRefund } from './create-refund';
import * as schema from './refund.schema';

@StripeController('refunds')
export class RefundsController {
  @StripePost()
  create(@Params(schema.CREATE_REFUND) params: schema.CreateRefundParams): Operation {
    return (tx) => createRefund(tx, params);
  }

  @Get()
  list(@Params(schema.LIST_REFUNDS) params: schema.RefundListParams): Operation {
    return (tx) =>
      listObjects(tx, 'refund', '/v1/refunds', params, (refund) => {
        const { charge = refund.charge, payment_intent = refund.payment_intent } = params;
        return refund.charge === charge && refund.payment_intent === payment_intent;
      });
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => getRefund(tx, id);
  }

  @StripePost(':id')
  update(
    @Param('id') id: string,
    @Params(schema.UPDATE_REFUND) params: { metadata?: MetadataParam },
  ): Operation {
    return (tx) => {
      const before = getRefund(tx, id);
      const refund = tx.put('refund', {
        ...before,
        metadata: mergeMetadata(before.metadata, params.metadata),
      });
      emit(tx, 'refund.updated', refund, changedFields(before, refund));
      emit(tx, 'charge.refund.updated', refund, changedFields(before, refund));
      return refund;
    };
  }
}

function getRefund(tx: Transaction, id: string): Refund {
  const refund = tx.find('refund', id);
  if (!refund) throw noSuch('refund', id, 'id', 404);
  return refund;
}
