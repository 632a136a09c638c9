import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { createdFilter, currency, EXPAND_ONLY, id, Joi, paging, type PagingParams } from '../http/params';
import { Params, StripeController } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';

interface BalanceTransactionListParams extends PagingParams {
  readonly currency?: string;
  readonly source?: string;
  readonly type?: string;
}

const LIST = Joi.object<BalanceTransactionListParams>({
  ...paging,
  created: createdFilter,
  currency,
  source: id,
  type: Joi.string(),
});

@StripeController('balance_transactions')
export class BalanceTransactionsController {
  @Get()
  list(@Params(LIST) params: BalanceTransactionListParams): Operation {
    return (tx) =>
      listObjects(tx, 'balance_transaction', '/v1/balance_transactions', params, (entry) => {
        const { currency: wanted = entry.currency, source = entry.source, type = entry.type } = params;
        return entry.currency === wanted && entry.source === source && entry.type === type;
      });
  }

  @Get(':id')
  retrieve(@Param('id') entryId: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const entry = tx.find('balance_transaction', entryId);
      if (!entry) throw noSuch('balance transaction', entryId, 'id', 404);
      return entry;
    };
  }
}
