import { Controller } from '@nestjs/common';
import {
  getNotificationPreferences,
  listNotifications,
  readAllNotifications,
  readNotification,
  setNotificationPreferences,
} from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { NotificationService } from './notification.service';
import { NotificationPreferenceService } from './notification-preference.service';

@Controller()
export class NotificationHandler {
  constructor(
    private readonly notifications: NotificationService,
    private readonly preferences: NotificationPreferenceService,
  ) {}

  @Handles(listNotifications)
  async list({ actor, query }: Call<typeof listNotifications>) {
    return { data: await this.notifications.list(actor, query) };
  }

  @Handles(readNotification)
  async read({ actor, params }: Call<typeof readNotification>) {
    return { data: { notification: await this.notifications.read(actor, params.id) } };
  }

  @Handles(readAllNotifications)
  async readAll({ actor }: Call<typeof readAllNotifications>) {
    return { data: { read_count: await this.notifications.readAll(actor) } };
  }

  @Handles(getNotificationPreferences)
  async getPreferences({ actor }: Call<typeof getNotificationPreferences>) {
    return { data: { preferences: await this.preferences.get(actor) } };
  }

  @Handles(setNotificationPreferences)
  async setPreferences({ actor, body }: Call<typeof setNotificationPreferences>) {
    return { data: { preferences: await this.preferences.set(actor, body) } };
  }
}
