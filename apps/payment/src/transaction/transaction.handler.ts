import { Controller } from '@nestjs/common';
import { cancelTransaction, confirmTransaction, listAllTransactions, listTransactions } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { TransactionService } from './transaction.service';

@Controller()
export class TransactionHandler {
  constructor(private readonly transactions: TransactionService) {}

  @Handles(listTransactions)
  async listOwn({ actor, query }: Call<typeof listTransactions>) {
    return { data: await this.transactions.listOwn(actor, query) };
  }

  @Handles(cancelTransaction)
  async cancel({ actor, params }: Call<typeof cancelTransaction>) {
    return { data: await this.transactions.cancel(actor, params.id) };
  }

  @Handles(listAllTransactions)
  async listAll({ query }: Call<typeof listAllTransactions>) {
    return { data: await this.transactions.listAll(query) };
  }

  @Handles(confirmTransaction)
  async confirm({ params }: Call<typeof confirmTransaction>) {
    return { data: await this.transactions.confirm(params.id) };
  }
}
