import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { InstructorApplication, User } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { AccessTokenService } from '../signing-keys/access-token.service';
import { newInstructorInfo } from '../teaching/teaching-record';
import { UserRepository } from '../users/user.repository';
import { toUserReply } from '../users/user-reply';
import type { StoredUser, UserRecord } from '../users/user.schema';
import { UserService, type UserChange } from '../users/user.service';

@Injectable()
export class InstructorProfileService {
  private readonly logger = new Logger(InstructorProfileService.name);

  constructor(
    private readonly users: UserService,
    private readonly accounts: UserRepository,
    private readonly tokens: AccessTokenService,
  ) {}

  /**
   * Turns a learner into an unverified instructor. The session goes on with a token of the new role.
   *
   * @throws CatalogueError ALREADY_INSTRUCTOR, USER_NOT_FOUND, CONFIGURED_ACCOUNT, CONCURRENT_CHANGE
   */
  async create(actor: Actor, application: InstructorApplication): Promise<{ user: User; token: string }> {
    const user = await this.users.change(
      actor.user_id,
      (teacher) => promote(teacher, application),
      (id) => this.accounts.findTeacher(id),
    );
    this.logger.log({ message: 'became an instructor', user_id: actor.user_id });
    return { user: toUserReply(user), token: await this.tokens.sign(user, actor.session_id) };
  }
}

function promote(user: UserRecord, { bio, expertise_tags }: InstructorApplication): UserChange {
  if (user.role !== 'learner') throw new CatalogueError('ALREADY_INSTRUCTOR');
  const info = newInstructorInfo((user as StoredUser).teaching, user.instructor_info);
  return { set: { role: 'instructor', instructor_info: { ...info, bio, expertise_tags } } };
}
