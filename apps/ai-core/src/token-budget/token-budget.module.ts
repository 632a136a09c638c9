import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { TokenBudgetRepository } from './token-budget.repository';
import { TOKEN_BUDGET, tokenBudgetSchema } from './token-budget.schema';

@Module({
  imports: [MongooseModule.forFeature([{ name: TOKEN_BUDGET, schema: tokenBudgetSchema }])],
  providers: [TokenBudgetRepository],
  exports: [TokenBudgetRepository],
})
export class TokenBudgetModule {}
