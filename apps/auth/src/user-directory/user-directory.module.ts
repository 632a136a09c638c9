import { Module } from '@nestjs/common';
import { UserModule } from '../users/user.module';
import { UserDirectoryHandler } from './user-directory.handler';

@Module({ imports: [UserModule], controllers: [UserDirectoryHandler] })
export class UserDirectoryModule {}
