import { Module } from '@nestjs/common';
import { UserModule } from '../users/user.module';
import { AvatarHandler } from './avatar.handler';
import { AvatarService } from './avatar.service';

@Module({ imports: [UserModule], controllers: [AvatarHandler], providers: [AvatarService] })
export class AvatarModule {}
