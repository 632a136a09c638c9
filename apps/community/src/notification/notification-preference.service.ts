import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { NOTIFICATION_KINDS, type NotificationPreferences, type PreferenceChanges } from '@har/contracts';
import { NotificationPreferenceRepository } from './notification-preference.repository';

/** Which notifications reach whom, and how: all by every way, unless somebody has chosen otherwise. */
@Injectable()
export class NotificationPreferenceService {
  constructor(private readonly preferences: NotificationPreferenceRepository) {}

  async get(actor: Actor): Promise<NotificationPreferences> {
    return this.of(actor.user_id);
  }

  async set(actor: Actor, changes: PreferenceChanges): Promise<NotificationPreferences> {
    return completed(await this.preferences.choose(actor.user_id, changes));
  }

  async of(userId: string): Promise<NotificationPreferences> {
    return completed(await this.preferences.find(userId));
  }
}

function completed(chosen: PreferenceChanges): NotificationPreferences {
  const channels = NOTIFICATION_KINDS.map((kind) => {
    const { in_app = true, email = true } = chosen[kind] ?? {};
    return [kind, { in_app, email }];
  });
  return Object.fromEntries(channels) as NotificationPreferences;
}
