import { Module } from '@nestjs/common';
import { SessionModule } from '../sessions/session.module';
import { UserModule } from '../users/user.module';
import { UserAdministrationHandler } from './user-administration.handler';
import { UserAdministrationRepository } from './user-administration.repository';
import { UserAdministrationService } from './user-administration.service';

@Module({
  imports: [SessionModule, UserModule],
  controllers: [UserAdministrationHandler],
  providers: [UserAdministrationRepository, UserAdministrationService],
})
export class UserAdministrationModule {}
