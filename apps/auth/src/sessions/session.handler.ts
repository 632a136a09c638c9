import { Controller } from '@nestjs/common';
import { listRevocations, logout, refreshToken, verifyJwt } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { SessionService } from './session.service';

@Controller()
export class SessionHandler {
  constructor(private readonly sessions: SessionService) {}

  @Handles(logout)
  async logout({ actor }: Call<typeof logout>) {
    await this.sessions.end(actor.session_id, 'logout');
    return { message: 'Logged out' };
  }

  @Handles(refreshToken)
  async refresh({ body }: Call<typeof refreshToken>) {
    return { data: await this.sessions.refresh(body.refresh_token) };
  }

  /** The token was verified on the way here; an invalid one is 401 before. */
  @Handles(verifyJwt)
  verify({ actor }: Call<typeof verifyJwt>) {
    return { data: { valid: true as const, user_id: actor.user_id } };
  }

  @Handles(listRevocations)
  async listRevocations() {
    return { data: await this.sessions.listRevocations() };
  }
}
