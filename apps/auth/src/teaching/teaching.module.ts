import { Module } from '@nestjs/common';
import { UserModule } from '../users/user.module';
import { TeachingRebuildService } from './teaching-rebuild.service';
import { TeachingListener } from './teaching.listener';

@Module({ imports: [UserModule], providers: [TeachingListener, TeachingRebuildService] })
export class TeachingModule {}
