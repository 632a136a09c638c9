import { Controller } from '@nestjs/common';
import { getReceiptPdf, getTransactionCreditNote, getTransactionReceipt, listReceipts } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ReceiptService } from './receipt.service';

@Controller()
export class ReceiptHandler {
  constructor(private readonly receipts: ReceiptService) {}

  @Handles(listReceipts)
  async list({ actor, query }: Call<typeof listReceipts>) {
    return { data: await this.receipts.listOwn(actor, query) };
  }

  @Handles(getReceiptPdf)
  async readPdf(call: Call<typeof getReceiptPdf>) {
    return { data: await this.receipts.readPdf(call, call.params.id) };
  }

  @Handles(getTransactionReceipt)
  async readReceipt(call: Call<typeof getTransactionReceipt>) {
    return { data: await this.receipts.readPdfOf(call, call.params.id, 'receipt') };
  }

  @Handles(getTransactionCreditNote)
  async readCreditNote(call: Call<typeof getTransactionCreditNote>) {
    return { data: await this.receipts.readPdfOf(call, call.params.id, 'credit_note') };
  }
}
