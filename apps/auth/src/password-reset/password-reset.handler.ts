import { Controller } from '@nestjs/common';
import { requestPasswordReset, resetPassword } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { PasswordResetService } from './password-reset.service';
import { ResetRequestService } from './reset-request.service';

@Controller()
export class PasswordResetHandler {
  constructor(
    private readonly requests: ResetRequestService,
    private readonly resets: PasswordResetService,
  ) {}

  @Handles(requestPasswordReset)
  async request({ body, ip }: Call<typeof requestPasswordReset>) {
    await this.requests.request(body.email, ip);
    return { message: 'Email sent' };
  }

  @Handles(resetPassword)
  async redeem({ body }: Call<typeof resetPassword>) {
    await this.resets.redeem(body.token, body.new_password);
    return { message: 'Password reset' };
  }
}
