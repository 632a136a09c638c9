import { BullModule } from '@nestjs/bullmq';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { UserModule } from '../users/user.module';
import { fileTransport, mailFolder } from './file-transport';
import { MAIL_TRANSPORT, type MailTransport } from './letter';
import { LetterComposer } from './letter-composer';
import { MAIL_QUEUE } from './mail-queue';
import { MailListener } from './mail.listener';
import { MailProcessor } from './mail.processor';
import { MailRepository } from './mail.repository';
import { MAIL_MODEL, mailSchema } from './mail.schema';
import { MailService } from './mail.service';
import { smtpTransport } from './smtp-transport';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: MAIL_MODEL, schema: mailSchema }]),
    BullModule.forRootAsync({
      useFactory: ({ REDIS_URL, REDIS_NAMESPACE }: AuthEnv) => ({
        connection: { url: REDIS_URL },
        prefix: `${REDIS_NAMESPACE}:auth:jobs`,
      }),
      inject: [AUTH_ENV],
    }),
    BullModule.registerQueue({ name: MAIL_QUEUE }),
    UserModule,
  ],
  providers: [
    {
      provide: MAIL_TRANSPORT,
      useFactory: ({ SMTP_URL, MAIL_FROM, DATA_DIR }: AuthEnv) =>
        SMTP_URL ? smtpTransport(SMTP_URL, MAIL_FROM) : fileTransport(mailFolder(DATA_DIR), MAIL_FROM),
      inject: [AUTH_ENV],
    },
    LetterComposer,
    MailRepository,
    MailService,
    MailProcessor,
    MailListener,
  ],
})
export class MailModule implements OnApplicationShutdown {
  constructor(@Inject(MAIL_TRANSPORT) private readonly transport: MailTransport) {}

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }
}
