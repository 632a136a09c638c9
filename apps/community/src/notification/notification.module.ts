import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MailRoundRepository } from './mail-round.repository';
import { MAIL_ROUNDS, mailRoundSchema } from './mail-round.schema';
import { MailRoundService } from './mail-round.service';
import { NotificationHandler } from './notification.handler';
import { NotificationListener } from './notification.listener';
import { NotificationRepository } from './notification.repository';
import { NOTIFICATIONS, notificationSchema } from './notification.schema';
import { NotificationService } from './notification.service';
import { NotificationDeliveryService } from './notification-delivery.service';
import { NotificationPreferenceRepository } from './notification-preference.repository';
import { NOTIFICATION_PREFERENCES, notificationPreferenceSchema } from './notification-preference.schema';
import { NotificationPreferenceService } from './notification-preference.service';
import { ReaderService } from './reader.service';

/** Telling people what concerns them, in the app and by e-mail. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: NOTIFICATIONS, schema: notificationSchema },
      { name: NOTIFICATION_PREFERENCES, schema: notificationPreferenceSchema },
      { name: MAIL_ROUNDS, schema: mailRoundSchema },
    ]),
  ],
  controllers: [NotificationHandler],
  providers: [
    MailRoundRepository,
    MailRoundService,
    NotificationDeliveryService,
    NotificationListener,
    NotificationPreferenceRepository,
    NotificationPreferenceService,
    NotificationRepository,
    NotificationService,
    ReaderService,
  ],
})
export class NotificationModule {}
