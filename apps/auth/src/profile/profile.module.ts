import { Module } from '@nestjs/common';
import { UserModule } from '../users/user.module';
import { ProfileHandler } from './profile.handler';
import { ProfileService } from './profile.service';

@Module({ imports: [UserModule], controllers: [ProfileHandler], providers: [ProfileService] })
export class ProfileModule {}
