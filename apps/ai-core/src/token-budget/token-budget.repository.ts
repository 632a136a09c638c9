import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import { TOKEN_BUDGET, type TokenBudget } from './token-budget.schema';

const KEEP_MS = 2 * 86_400_000;

/** A part of a user's day that was taken for one question. */
export interface Reservation {
  key: string;
  tokens: number;
}

@Injectable()
export class TokenBudgetRepository {
  constructor(@InjectModel(TOKEN_BUDGET) private readonly budgets: Model<TokenBudget>) {}

  /** Takes tokens from a user's day before they are used. @returns null when the day has not as many left */
  async reserve(
    userId: string,
    tokens: number,
    perDay: number,
    now = new Date(),
  ): Promise<Reservation | null> {
    const key = `${userId}:${now.toISOString().slice(0, 10)}`;
    const expires_at = new Date(now.getTime() + KEEP_MS);
    if (tokens > perDay) return null;
    const room = { _id: key, used: { $lte: perDay - tokens } };
    const take = { $inc: { used: tokens }, $setOnInsert: { expires_at } };
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        const { modifiedCount, upsertedCount } = await this.budgets.updateOne(room, take, { upsert: true });
        return modifiedCount + upsertedCount === 1 ? { key, tokens } : null;
      } catch (error) {
        // The day exists: it is full, or another question has just begun it.
        if (!isDuplicateKey(error)) throw error;
      }
    }
    return null;
  }

  async forgetUser(userId: string): Promise<void> {
    await this.budgets.deleteMany({ _id: { $regex: `^${toObjectId(userId).toHexString()}:` } });
  }

  /** Puts what was really used in the place of what was taken. */
  async settle({ key, tokens }: Reservation, used: number): Promise<void> {
    await this.budgets.updateOne({ _id: key }, { $inc: { used: used - tokens } });
  }
}
