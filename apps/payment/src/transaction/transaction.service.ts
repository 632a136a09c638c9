import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { AdminTransactionFilter, TransactionFilter } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { paginate } from '@har/routing';
import { CouponReturnService } from './coupon-return.service';
import { TransactionLedgerService } from './transaction-ledger.service';
import { toAdminTransactionReply, toTransactionReply } from './transaction-reply';
import { TransactionRepository } from './transaction.repository';
import type { Transaction } from './transaction.schema';

@Injectable()
export class TransactionService {
  constructor(
    private readonly transactions: TransactionRepository,
    private readonly moneyBook: TransactionLedgerService,
    private readonly couponReturns: CouponReturnService,
  ) {}

  async listOwn(actor: Actor, filter: TransactionFilter) {
    const { transactions, total } = await this.transactions.list({ ...filter, user_id: actor.user_id });
    return { transactions: transactions.map(toTransactionReply), pagination: paginate(filter, total) };
  }

  /** For administrators. */
  async listAll(filter: AdminTransactionFilter) {
    const { transactions, total } = await this.transactions.list(filter);
    return { transactions: transactions.map(toAdminTransactionReply), pagination: paginate(filter, total) };
  }

  /**
   * A bank transfer has arrived. Said twice, it is the same.
   *
   * @throws CatalogueError TRANSACTION_NOT_FOUND, PAYMENT_METHOD_NOT_POSSIBLE, TRANSACTION_NOT_PENDING
   */
  async confirm(id: string) {
    const found = await this.get(id);
    const { payment_method, amount_minor, currency } = found;
    if (payment_method !== 'bank_transfer') {
      throw new CatalogueError('PAYMENT_METHOD_NOT_POSSIBLE', { payment_method });
    }
    if (found.status !== 'pending' && found.status !== 'completed') throw notPending(found);
    const paid = { kind: 'paid' as const, amount_minor, currency, at: new Date() };
    const { transaction } = await this.moneyBook.record(id, paid);
    if (transaction.status !== 'completed') throw notPending(transaction);
    return { transaction: toAdminTransactionReply(transaction) };
  }

  /**
   * Gives a pending purchase up; its payment intent is canceled at Stripe first, so that it cannot be paid any more.
   *
   * @throws CatalogueError TRANSACTION_NOT_FOUND, TRANSACTION_NOT_OWNER, TRANSACTION_NOT_PENDING
   */
  async cancel(actor: Actor, id: string) {
    const found = await this.getOwned(actor, id);
    if (found.status !== 'pending') throw notPending(found);
    // A page that was left open, or a payment intent: neither can be paid any more.
    const fact = found.payment_method === 'card' ? await this.couponReturns.endAtStripe(found) : null;
    if (fact?.kind === 'paid') await this.moneyBook.record(id, fact);
    const { transaction } = await this.moneyBook.record(id, { kind: 'failed', code: 'cancelled' });
    if (transaction.status !== 'failed') throw notPending(transaction);
    return { transaction: toTransactionReply(transaction) };
  }

  /** @throws CatalogueError TRANSACTION_NOT_FOUND; TRANSACTION_NOT_OWNER unless own or admin */
  async getOwned(actor: Actor, id: string): Promise<Transaction> {
    const transaction = await this.get(id);
    if (actor.role !== 'admin' && transaction.user_id.toHexString() !== actor.user_id) {
      throw new CatalogueError('TRANSACTION_NOT_OWNER');
    }
    return transaction;
  }

  private async get(id: string): Promise<Transaction> {
    const transaction = await this.transactions.findById(id);
    if (!transaction) throw new CatalogueError('TRANSACTION_NOT_FOUND');
    return transaction;
  }
}

function notPending({ status }: Transaction): CatalogueError {
  return new CatalogueError('TRANSACTION_NOT_PENDING', { status });
}
