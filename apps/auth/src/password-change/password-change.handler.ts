import { Controller } from '@nestjs/common';
import { changePassword } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { PasswordChangeService } from './password-change.service';

@Controller()
export class PasswordChangeHandler {
  constructor(private readonly passwords: PasswordChangeService) {}

  @Handles(changePassword)
  async change({ actor, body, ip }: Call<typeof changePassword>) {
    await this.passwords.change(actor, body, ip);
    return { message: 'Password changed' };
  }
}
