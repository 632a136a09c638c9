import { Module } from '@nestjs/common';
import { LoginThrottleModule } from '../login-throttle/login-throttle.module';
import { PasswordModule } from '../passwords/password.module';
import { SessionModule } from '../sessions/session.module';
import { ShadowAdminModule } from '../shadow-admin/shadow-admin.module';
import { UserModule } from '../users/user.module';
import { CredentialService } from './credential.service';
import { LoginHandler } from './login.handler';
import { LoginService } from './login.service';

@Module({
  imports: [LoginThrottleModule, PasswordModule, SessionModule, ShadowAdminModule, UserModule],
  controllers: [LoginHandler],
  providers: [CredentialService, LoginService],
  exports: [CredentialService],
})
export class LoginModule {}
