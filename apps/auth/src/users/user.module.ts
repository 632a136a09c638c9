import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ShadowAdminModule } from '../shadow-admin/shadow-admin.module';
import { UserRepository } from './user.repository';
import { USER_MODEL, userSchema } from './user.schema';
import { UserService } from './user.service';

@Module({
  imports: [MongooseModule.forFeature([{ name: USER_MODEL, schema: userSchema }]), ShadowAdminModule],
  providers: [UserRepository, UserService],
  exports: [MongooseModule, UserRepository, UserService],
})
export class UserModule {}
