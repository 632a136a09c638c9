import { Schema } from 'mongoose';

/** What one user has used up of models on one day (UTC), what is reserved included. */
export interface TokenBudget {
  /** `user:2026-11-21` */
  _id: string;
  used: number;
  expires_at: Date;
}

export const TOKEN_BUDGET = 'TokenBudget';

export const tokenBudgetSchema = new Schema<TokenBudget>(
  { _id: String, used: { type: Number, required: true }, expires_at: { type: Date, required: true } },
  { collection: 'token_budgets', versionKey: false },
).index({ expires_at: 1 }, { expireAfterSeconds: 0 });
