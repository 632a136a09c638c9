import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { OwnUser, ProfileChanges, ProfileInput, PublicUserProfile } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toPublicUserReply, toUserReply } from '../users/user-reply';
import type { UserRecord } from '../users/user.schema';
import { UserService, type UserChange } from '../users/user.service';
import { storedProfile, toOwnProfile, toPublicProfile } from './profile-details';

@Injectable()
export class ProfileService {
  constructor(private readonly users: UserService) {}

  /** @throws CatalogueError USER_NOT_FOUND */
  async get(actor: Actor): Promise<OwnUser> {
    return toOwnUser(await this.users.get(actor.user_id));
  }

  /**
   * Changes only what was sent.
   *
   * @throws CatalogueError USER_NOT_FOUND, INSTRUCTOR_REQUIRED, CONFIGURED_ACCOUNT, CONCURRENT_CHANGE
   */
  async update(actor: Actor, changes: ProfileChanges): Promise<OwnUser> {
    return toOwnUser(await this.users.change(actor.user_id, (user) => merge(user, changes)));
  }

  /**
   * Sets what a user tells of themself (000 §3 B, `PUT /api/profile`).
   *
   * @throws CatalogueError VALIDATION_FAILED (the phone number), USER_NOT_FOUND, CONFIGURED_ACCOUNT, CONCURRENT_CHANGE
   */
  async replace(actor: Actor, input: ProfileInput): Promise<OwnUser> {
    const changed = await this.users.change(actor.user_id, ({ profile }) => ({
      set: { profile: storedProfile(input, profile) },
    }));
    return toOwnUser(changed);
  }

  /** @throws CatalogueError USER_NOT_FOUND also for accounts that are suspended or deleted */
  async getPublic(id: string): Promise<PublicUserProfile> {
    const user = await this.users.get(id);
    if (user.status !== 'active') throw new CatalogueError('USER_NOT_FOUND');
    return { ...toPublicUserReply(user), profile: toPublicProfile(user) };
  }
}

function toOwnUser(user: UserRecord): OwnUser {
  return { ...toUserReply(user), profile: toOwnProfile(user) };
}

function merge(
  user: UserRecord,
  { notification_settings, instructor_info, ...fields }: ProfileChanges,
): UserChange {
  if (instructor_info && (user.role === 'learner' || !user.instructor_info)) {
    throw new CatalogueError('INSTRUCTOR_REQUIRED');
  }
  return {
    set: {
      ...fields,
      ...(notification_settings && {
        notification_settings: { ...user.notification_settings, ...notification_settings },
      }),
      ...(instructor_info && { instructor_info: { ...user.instructor_info!, ...instructor_info } }),
    },
  };
}
