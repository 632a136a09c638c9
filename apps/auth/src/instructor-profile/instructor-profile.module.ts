import { Module } from '@nestjs/common';
import { SigningKeyModule } from '../signing-keys/signing-key.module';
import { UserModule } from '../users/user.module';
import { InstructorProfileHandler } from './instructor-profile.handler';
import { InstructorProfileService } from './instructor-profile.service';

@Module({
  imports: [SigningKeyModule, UserModule],
  controllers: [InstructorProfileHandler],
  providers: [InstructorProfileService],
})
export class InstructorProfileModule {}
