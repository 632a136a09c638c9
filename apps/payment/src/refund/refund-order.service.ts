import { Injectable } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import { factOfRefund } from '../payment-gateway/fact-of-payment';
import { GatewayRefusal, PaymentGateway } from '../payment-gateway/payment-gateway';
import { TransactionLedgerService } from '../transaction/transaction-ledger.service';
import type { Transaction } from '../transaction/transaction.schema';

/** Carries out refunds that were ordered; repeated, it is the same refund. */
@Injectable()
export class RefundOrderService {
  constructor(
    private readonly gateway: PaymentGateway,
    private readonly moneyBook: TransactionLedgerService,
  ) {}

  /**
   * @returns the transaction with what came of it
   * @throws CatalogueError REFUND_REFUSED, the order is taken back then; PAYMENT_PROVIDER_UNAVAILABLE, it stays and is
   * repeated by the reconciler
   */
  async carryOut(transaction: Transaction): Promise<Transaction> {
    const { payment_method, stripe_payment_intent_id: paymentId, amount_minor } = transaction;
    const id = transaction._id.toHexString();
    if (payment_method !== 'card' || !paymentId) {
      const refund_id = `manual-${id}`;
      const fact = { kind: 'refunded' as const, refund_id, amount_minor, at: new Date() };
      return (await this.moneyBook.record(id, fact)).transaction;
    }
    let current = transaction;
    for (const refund of await this.refundCard(id, paymentId)) {
      ({ transaction: current } = await this.moneyBook.record(id, factOfRefund(refund)));
    }
    return current;
  }

  private async refundCard(id: string, paymentId: string) {
    try {
      return await this.gateway.refundPayment(id, paymentId);
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      await this.moneyBook.record(id, { kind: 'refund_released' });
      throw new CatalogueError('REFUND_REFUSED', { code: error.code });
    }
  }
}
