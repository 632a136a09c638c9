import { Module } from '@nestjs/common';
import { LoginThrottleModule } from '../login-throttle/login-throttle.module';
import { PasswordModule } from '../passwords/password.module';
import { SessionModule } from '../sessions/session.module';
import { UserModule } from '../users/user.module';
import { PasswordResetHandler } from './password-reset.handler';
import { PasswordResetService } from './password-reset.service';
import { ResetLimiter } from './reset-limiter';
import { ResetRequestService } from './reset-request.service';

@Module({
  imports: [LoginThrottleModule, PasswordModule, SessionModule, UserModule],
  controllers: [PasswordResetHandler],
  providers: [PasswordResetService, ResetRequestService, ResetLimiter],
})
export class PasswordResetModule {}
