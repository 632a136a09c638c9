import { Controller } from '@nestjs/common';
import { listSigningKeys } from '@har/contracts';
import { Handles } from '@har/routing';
import { SigningKeyService } from './signing-key.service';

@Controller()
export class SigningKeyHandler {
  constructor(private readonly keys: SigningKeyService) {}

  @Handles(listSigningKeys)
  async list() {
    return { data: await this.keys.publish() };
  }
}
