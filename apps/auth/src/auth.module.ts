import { Module, type DynamicModule } from '@nestjs/common';
import { AUTH_ENV, type AuthEnv } from './auth-env';
import { AvatarModule } from './avatar/avatar.module';
import { InstructorProfileModule } from './instructor-profile/instructor-profile.module';
import { LoginModule } from './login/login.module';
import { MailModule } from './mail/mail.module';
import { MailSubscriptionModule } from './mail-subscription/mail-subscription.module';
import { PasswordChangeModule } from './password-change/password-change.module';
import { PasswordResetModule } from './password-reset/password-reset.module';
import { ProfileModule } from './profile/profile.module';
import { RegistrationModule } from './registration/registration.module';
import { SessionModule } from './sessions/session.module';
import { SigningKeyModule } from './signing-keys/signing-key.module';
import { TeachingModule } from './teaching/teaching.module';
import { UserAdministrationModule } from './user-administration/user-administration.module';
import { UserDirectoryModule } from './user-directory/user-directory.module';

/** The identity of the platform: accounts, sessions, keys. */
@Module({})
export class AuthModule {
  static forRoot(env: AuthEnv): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      providers: [{ provide: AUTH_ENV, useValue: env }],
      exports: [AUTH_ENV],
      imports: [
        AvatarModule,
        InstructorProfileModule,
        LoginModule,
        MailModule,
        MailSubscriptionModule,
        PasswordChangeModule,
        PasswordResetModule,
        ProfileModule,
        RegistrationModule,
        SessionModule,
        SigningKeyModule,
        TeachingModule,
        UserAdministrationModule,
        UserDirectoryModule,
      ],
    };
  }
}
