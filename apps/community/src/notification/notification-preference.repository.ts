import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { PreferenceChanges } from '@har/contracts';
import { isDuplicateKey } from '@har/mongo';
import { NOTIFICATION_PREFERENCES, type StoredPreferences } from './notification-preference.schema';

@Injectable()
export class NotificationPreferenceRepository {
  constructor(
    @InjectModel(NOTIFICATION_PREFERENCES) private readonly preferences: Model<StoredPreferences>,
  ) {}

  /** What the user has chosen; nothing for those who never did. */
  async find(userId: string): Promise<PreferenceChanges> {
    const stored = await this.preferences.findById(userId).lean<StoredPreferences>();
    return stored?.kinds ?? {};
  }

  /** Sets each choice by itself: two devices that choose at once lose nothing. */
  async choose(userId: string, changes: PreferenceChanges): Promise<PreferenceChanges> {
    const set = Object.fromEntries(
      Object.entries(changes).flatMap(([kind, channels]) =>
        Object.entries(channels).map(([channel, wanted]) => [`kinds.${kind}.${channel}`, wanted]),
      ),
    );
    const write = () => this.preferences.updateOne({ _id: userId }, { $set: set }, { upsert: true });
    try {
      await write();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await write();
    }
    return this.find(userId);
  }

  async forgetUser(userId: string): Promise<void> {
    await this.preferences.deleteOne({ _id: userId });
  }
}
