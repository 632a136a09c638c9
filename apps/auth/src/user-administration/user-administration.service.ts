import { Injectable, Logger } from '@nestjs/common';
import { ROLES, type Actor, type Role } from '@har/access';
import { suspensionChanged, type User, type UserAdministration, type UserFilter } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import { paginate, type Pagination } from '@har/routing';
import { newEpoch } from '../sessions/new-epoch';
import { SessionService } from '../sessions/session.service';
import { newInstructorInfo } from '../teaching/teaching-record';
import { UserRepository, type UserFields } from '../users/user.repository';
import { toUserReply } from '../users/user-reply';
import type { StoredUser, UserRecord } from '../users/user.schema';
import { UserService, type UserChange } from '../users/user.service';
import { UserAdministrationRepository } from './user-administration.repository';

@Injectable()
export class UserAdministrationService {
  private readonly logger = new Logger(UserAdministrationService.name);

  constructor(
    private readonly list: UserAdministrationRepository,
    private readonly users: UserService,
    private readonly accounts: UserRepository,
    private readonly sessions: SessionService,
  ) {}

  async listUsers(filter: UserFilter): Promise<{ users: User[]; pagination: Pagination }> {
    const { users, total } = await this.list.list(filter);
    return { users: users.map(toUserReply), pagination: paginate(filter, total) };
  }

  /**
   * Sets role, status or verification; who loses rights loses their sessions.
   *
   * @throws CatalogueError OWN_ACCESS_FIXED, USER_NOT_FOUND, NOT_AN_INSTRUCTOR, CONCURRENT_CHANGE
   */
  async administer(actor: Actor, id: string, wanted: UserAdministration): Promise<User> {
    if (actor.user_id === id && takesOwnAccess(actor, wanted)) throw new CatalogueError('OWN_ACCESS_FIXED');
    let before = 0;
    const user = await this.users.change(
      id,
      (account) => {
        before = account.session_epoch;
        return decide(account, wanted);
      },
      (userId) => this.accounts.findTeacher(userId),
    );
    if (user.session_epoch !== before) {
      await this.sessions.endBefore({ user_id: id, epoch: user.session_epoch, reason: 'access_changed' });
    }
    this.logger.log({ message: 'user administered', user_id: id, by: actor.user_id, ...wanted });
    return toUserReply(user);
  }
}

function takesOwnAccess(actor: Actor, { role, status }: UserAdministration): boolean {
  return (role !== undefined && role !== actor.role) || (status !== undefined && status !== 'active');
}

function decide(user: UserRecord, { role, status, verification_status }: UserAdministration): UserChange {
  const next = { role: role ?? user.role, status: status ?? user.status };
  const set: UserFields = { ...next };
  const events: OutboxEntry[] = [];
  const info = instructorInfoAfter(user, next.role, verification_status);
  if (info) set.instructor_info = info;
  if (next.status !== user.status) set.suspended_at = next.status === 'active' ? null : new Date();
  const wasSuspended = user.status === 'suspended';
  const isSuspended = next.status === 'suspended';
  if (wasSuspended !== isSuspended) {
    const payload = { user_id: user._id.toHexString(), suspended: isSuspended };
    events.push(outboxEntry(suspensionChanged.type, payload));
  }
  const losesRights =
    rank(next.role) < rank(user.role) || (user.status === 'active' && next.status !== 'active');
  if (losesRights) {
    const epoch = newEpoch(user, 'access_changed');
    Object.assign(set, epoch.set);
    events.push(epoch.event);
  }
  return { set, events };
}

function instructorInfoAfter(
  user: UserRecord,
  role: Role,
  verification_status: UserAdministration['verification_status'],
) {
  const becomes = role === 'instructor' && user.role !== 'instructor' && !user.instructor_info;
  const info = becomes ? newInstructorInfo((user as StoredUser).teaching, undefined) : user.instructor_info;
  if (verification_status === undefined) return becomes ? info : undefined;
  if (!info || role === 'learner') throw new CatalogueError('NOT_AN_INSTRUCTOR');
  return { ...info, verification_status };
}

function rank(role: Role): number {
  return ROLES.indexOf(role);
}
