import { Module } from '@nestjs/common';
import { UserModule } from '../users/user.module';
import { MailSubscriptionHandler } from './mail-subscription.handler';
import { MailSubscriptionService } from './mail-subscription.service';

@Module({
  imports: [UserModule],
  controllers: [MailSubscriptionHandler],
  providers: [MailSubscriptionService],
})
export class MailSubscriptionModule {}
