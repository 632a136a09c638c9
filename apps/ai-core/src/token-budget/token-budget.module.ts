import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { TokenBudgetRepository } from './token-budget.repository';
import { TOKEN_BUDGET, tokenBudgetSchema } from './token-budget.schema';
import { TokenBudgetService } from './token-budget.service';

@Module({
  imports: [MongooseModule.forFeature([{ name: TOKEN_BUDGET, schema: tokenBudgetSchema }])],
  providers: [TokenBudgetRepository, TokenBudgetService],
  exports: [TokenBudgetRepository, TokenBudgetService],
})
export class TokenBudgetModule {}
