import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '@har/mongo';
import { EVENT_CURSORS, type EventCursor } from './event-cursor.schema';

@Injectable()
export class EventCursorRepository {
  constructor(@InjectModel(EVENT_CURSORS) private readonly cursors: Model<EventCursor>) {}

  /** Takes the look that is due; one replica gets it. @returns null when none is */
  async claim(now: Date, next: Date): Promise<EventCursor | null> {
    const due = { _id: 'stripe' as const, due_at: { $lte: now } };
    return this.cursors
      .findOneAndUpdate(due, { $set: { due_at: next } }, { returnDocument: 'after' })
      .lean<EventCursor>();
  }

  /** Begins to read; what is there already stays. */
  async begin(read_until: Date, due_at: Date): Promise<void> {
    try {
      await this.cursors.create({ _id: 'stripe', read_until, due_at });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async advance(read_until: Date): Promise<void> {
    await this.cursors.updateOne({ _id: 'stripe' }, { $max: { read_until } });
  }
}
