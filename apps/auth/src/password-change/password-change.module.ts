import { Module } from '@nestjs/common';
import { LoginThrottleModule } from '../login-throttle/login-throttle.module';
import { PasswordModule } from '../passwords/password.module';
import { SessionModule } from '../sessions/session.module';
import { UserModule } from '../users/user.module';
import { PasswordChangeHandler } from './password-change.handler';
import { PasswordChangeService } from './password-change.service';

@Module({
  imports: [LoginThrottleModule, PasswordModule, SessionModule, UserModule],
  controllers: [PasswordChangeHandler],
  providers: [PasswordChangeService],
})
export class PasswordChangeModule {}
