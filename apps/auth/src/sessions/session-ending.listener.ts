import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sessionsEnding, type SessionsEnding } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { SHADOW_ADMIN_ID, ShadowAdminService } from '../shadow-admin/shadow-admin.service';
import { SessionService } from './session.service';

/** Ends what a change of an account was to end, should the replica that made the change have died right after it. */
@Injectable()
export class SessionEndingListener implements OnApplicationBootstrap {
  constructor(
    private readonly sessions: SessionService,
    private readonly shadowAdmin: ShadowAdminService,
  ) {}

  @OnEvent(sessionsEnding)
  async endSessions({ payload }: EventEnvelope<SessionsEnding>): Promise<void> {
    await this.sessions.endBefore(payload);
  }

  /** The administrator of the environment may have been given another password since. */
  async onApplicationBootstrap(): Promise<void> {
    const admin = this.shadowAdmin.findById(SHADOW_ADMIN_ID);
    if (admin) await this.sessions.endForeign(admin, 'credentials_changed');
  }
}
