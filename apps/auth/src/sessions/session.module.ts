import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ShadowAdminModule } from '../shadow-admin/shadow-admin.module';
import { SigningKeyModule } from '../signing-keys/signing-key.module';
import { UserModule } from '../users/user.module';
import { SessionEndingListener } from './session-ending.listener';
import { SessionHandler } from './session.handler';
import { SessionRepository } from './session.repository';
import { SESSION_MODEL, sessionSchema } from './session.schema';
import { SessionService } from './session.service';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: SESSION_MODEL, schema: sessionSchema }]),
    ShadowAdminModule,
    SigningKeyModule,
    UserModule,
  ],
  controllers: [SessionHandler],
  providers: [SessionRepository, SessionService, SessionEndingListener],
  exports: [SessionService],
})
export class SessionModule {}
