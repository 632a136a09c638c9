import { Module } from '@nestjs/common';
import { PasswordModule } from '../passwords/password.module';
import { SessionModule } from '../sessions/session.module';
import { ShadowAdminModule } from '../shadow-admin/shadow-admin.module';
import { UserModule } from '../users/user.module';
import { RegistrationHandler } from './registration.handler';
import { RegistrationService } from './registration.service';

@Module({
  imports: [PasswordModule, SessionModule, ShadowAdminModule, UserModule],
  controllers: [RegistrationHandler],
  providers: [RegistrationService],
})
export class RegistrationModule {}
