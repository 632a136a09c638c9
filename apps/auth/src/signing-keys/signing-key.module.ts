import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AccessTokenService } from './access-token.service';
import { SigningKeyHandler } from './signing-key.handler';
import { SigningKeyRepository } from './signing-key.repository';
import { SIGNING_KEY_MODEL, signingKeySchema } from './signing-key.schema';
import { SigningKeyService } from './signing-key.service';

@Module({
  imports: [MongooseModule.forFeature([{ name: SIGNING_KEY_MODEL, schema: signingKeySchema }])],
  controllers: [SigningKeyHandler],
  providers: [SigningKeyRepository, SigningKeyService, AccessTokenService],
  exports: [SigningKeyService, AccessTokenService],
})
export class SigningKeyModule {}
