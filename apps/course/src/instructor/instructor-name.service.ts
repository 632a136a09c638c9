import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { getUserSummary, userChanged, type UserSummary } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { ServiceCaller, type CallContext } from '@har/routing';
import { CourseRepository } from '../course/course.repository';
import type { Course } from '../course/course.schema';
import { InstructorNameRepository } from './instructor-name.repository';

/** The name that courses show (001: denormalised for speed), and how it follows the user's. */
@Injectable()
export class InstructorNameService {
  constructor(
    private readonly names: InstructorNameRepository,
    private readonly courses: CourseRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * The caller's name: from the copy that events keep, else from the auth service. `version` is 0 when only that knew.
   *
   * @throws CatalogueError UNAUTHORIZED when there is no such user, SERVICE_UNAVAILABLE
   */
  async nameOf(actor: Actor, context: CallContext): Promise<{ name: string; version: number }> {
    const known = await this.names.find(actor.user_id);
    if (known) return known;
    try {
      const user = await this.caller.call(getUserSummary, { body: { user_id: actor.user_id } }, context);
      return { name: fullName(user), version: 0 };
    } catch (error) {
      if (CatalogueError.from(error).code === 'USER_NOT_FOUND') throw new CatalogueError('UNAUTHORIZED');
      throw error;
    }
  }

  /** For a course that was created while the name it got was changing. */
  async renameIfNewer(course: Course, version: number): Promise<void> {
    const newest = await this.names.find(String(course.instructor_id));
    if (newest && newest.version > version) await this.rename(String(course._id));
  }

  @OnEvent(userChanged)
  async onUserChanged({ payload }: EventEnvelope<UserSummary & { version: number }>): Promise<void> {
    const name = fullName(payload);
    const { user_id, version } = payload;
    const review_name = reviewNameOf(payload);
    if (!(await this.names.keep({ _id: user_id, name, review_name, version }))) return;
    for (const id of await this.courses.listIdsNamedOtherwise(user_id, name)) await this.rename(id);
  }

  /** The newest name is looked up at every try: an older event that is handled late changes nothing. */
  private async rename(courseId: string): Promise<void> {
    await this.courses.change(courseId, async (course) => {
      const newest = await this.names.find(String(course.instructor_id));
      if (!newest || newest.name === course.instructor_name) return undefined;
      return { set: { instructor_name: newest.name } };
    });
  }
}

/** What reviews call a user: first name and initial, or in full where the user wants it; nothing once they are gone. */
export function reviewNameOf(user: UserSummary): string {
  if (user.status === 'deleted') return '';
  if (user.name_display === 'full') return fullName(user);
  const [initial = ''] = user.last_name;
  return initial === '' ? user.first_name : `${user.first_name} ${initial.toUpperCase()}.`;
}

export function fullName({ first_name, last_name }: Pick<UserSummary, 'first_name' | 'last_name'>): string {
  return `${first_name} ${last_name}`.trim();
}
