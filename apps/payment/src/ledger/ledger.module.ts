import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { LedgerRepository } from './ledger.repository';
import { LEDGER_ENTRIES, ledgerEntrySchema } from './ledger.schema';

@Module({
  imports: [MongooseModule.forFeature([{ name: LEDGER_ENTRIES, schema: ledgerEntrySchema }])],
  providers: [LedgerRepository],
  exports: [LedgerRepository],
})
export class LedgerModule {}
