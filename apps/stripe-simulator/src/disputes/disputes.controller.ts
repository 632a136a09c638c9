import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { createdFilter, EXPAND_ONLY, id, Joi, paging, type PagingParams } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';
import { closeDispute } from './close-dispute';

interface DisputeListParams extends PagingParams {
  readonly charge?: string;
  readonly payment_intent?: string;
}

const LIST = Joi.object<DisputeListParams>({
  ...paging,
  created: createdFilter,
  charge: id,
  payment_intent: id,
});

@StripeController('disputes')
export class DisputesController {
  @Get()
  list(@Params(LIST) params: DisputeListParams): Operation {
    return (tx) =>
      listObjects(tx, 'dispute', '/v1/disputes', params, (dispute) => {
        const { charge = dispute.charge, payment_intent = dispute.payment_intent } = params;
        return dispute.charge === charge && dispute.payment_intent === payment_intent;
      });
  }

  @Get(':id')
  retrieve(@Param('id') disputeId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const dispute = tx.find('dispute', disputeId);
      if (!dispute) throw noSuch('dispute', disputeId, 'id', 404);
      return dispute;
    };
  }

  /** To close a dispute is to accept it. */
  @StripePost(':id/close')
  close(@Param('id') disputeId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => closeDispute(tx, disputeId, 'lost');
  }
}
