import { Injectable } from '@nestjs/common';
import { getCourseProgressOf, refundTransaction } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type Call } from '@har/routing';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import { toTransactionReply } from '../transaction/transaction-reply';
import type { Transaction } from '../transaction/transaction.schema';
import { TransactionService } from '../transaction/transaction.service';
import { RefundOrderService } from './refund-order.service';
import { assertRefundable, REFUND_PERCENT } from './refund-rules';

@Injectable()
export class RefundService {
  constructor(
    private readonly transactions: TransactionService,
    private readonly moneyBook: TransactionLedgerService,
    private readonly orders: RefundOrderService,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * Refunds a purchase, once: the first of many requests orders it, the others are refused.
   *
   * @throws CatalogueError TRANSACTION_NOT_FOUND, TRANSACTION_NOT_OWNER, REFUND_*
   */
  async refund(call: Call<typeof refundTransaction>) {
    const { actor, params } = call;
    const found = await this.transactions.getOwned(actor, params.transaction_id);
    assertRefundable(found);
    if (actor.role !== 'admin') await this.assertLittleDone(found, call);
    const { transaction: ordered, changed } = await this.moneyBook.record(params.transaction_id, {
      kind: 'refund_requested',
      by: actor.user_id,
      reason: 'requested',
      at: new Date(),
    });
    if (!changed) assertRefundable(ordered);
    return { transaction: toTransactionReply(await this.orders.carryOut(ordered)) };
  }

  private async assertLittleDone(transaction: Transaction, call: Call<typeof refundTransaction>) {
    const body = {
      user_id: transaction.user_id.toHexString(),
      course_id: transaction.course_id.toHexString(),
    };
    const { progress_percentage } = await this.caller.call(getCourseProgressOf, { body }, call);
    if (progress_percentage > REFUND_PERCENT) {
      throw new CatalogueError('REFUND_NEEDS_ADMIN', { percent: REFUND_PERCENT });
    }
  }
}
