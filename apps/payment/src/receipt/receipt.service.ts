import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { getUserSummary, type ReceiptKind } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { paginate, ServiceCaller, type CallContext, type PageQuery } from '@har/routing';
import { TransactionService } from '../transaction/transaction.service';
import { receiptPdf } from './receipt-pdf';
import { toReceiptReply } from './receipt-reply';
import { ReceiptRepository } from './receipt.repository';
import type { Buyer, Receipt } from './receipt.schema';

type Reader = CallContext & { readonly actor: Actor };

@Injectable()
export class ReceiptService {
  constructor(
    private readonly receipts: ReceiptRepository,
    private readonly transactions: TransactionService,
    private readonly caller: ServiceCaller,
  ) {}

  async listOwn(actor: Actor, page: PageQuery) {
    const { receipts, total } = await this.receipts.listOf(actor.user_id, page);
    return { receipts: receipts.map(toReceiptReply), pagination: paginate(page, total) };
  }

  /** @throws CatalogueError RECEIPT_NOT_FOUND, also for another user's */
  async readPdf(reader: Reader, id: string): Promise<Buffer> {
    const { actor } = reader;
    const receipt = await this.receipts.findById(id);
    const own = receipt?.user_id.toHexString() === actor.user_id;
    if (!receipt || !(own || actor.role === 'admin')) throw new CatalogueError('RECEIPT_NOT_FOUND');
    return this.print(receipt, reader);
  }

  /** @throws CatalogueError TRANSACTION_NOT_FOUND, TRANSACTION_NOT_OWNER, RECEIPT_NOT_FOUND */
  async readPdfOf(reader: Reader, transactionId: string, kind: ReceiptKind): Promise<Buffer> {
    await this.transactions.getOwned(reader.actor, transactionId);
    const receipt = await this.receipts.findOfSource(transactionId, kind);
    if (!receipt) throw new CatalogueError('RECEIPT_NOT_FOUND');
    return this.print(receipt, reader);
  }

  private async print(receipt: Receipt, context: CallContext): Promise<Buffer> {
    return receiptPdf(receipt.buyer ? receipt : await this.withBuyer(receipt, context));
  }

  /** The name is written into the receipt when it is first read: later changes of it change no paper. */
  private async withBuyer(receipt: Receipt, context: CallContext): Promise<Receipt> {
    const buyer = await this.buyerOf(receipt, context);
    if (!buyer) return receipt;
    await this.receipts.fixBuyer(receipt, buyer);
    return (await this.receipts.findById(receipt._id.toHexString())) ?? receipt;
  }

  private async buyerOf({ user_id }: Receipt, context: CallContext): Promise<Buyer | null> {
    try {
      const body = { user_id: user_id.toHexString() };
      const { first_name, last_name, email } = await this.caller.call(getUserSummary, { body }, context);
      return { name: `${first_name} ${last_name}`.trim(), email };
    } catch (error) {
      // The account was deleted before anybody asked: the paper names its id.
      if (error instanceof CatalogueError && error.code === 'USER_NOT_FOUND') return null;
      throw error;
    }
  }
}
