import { Injectable } from '@nestjs/common';
import { courseChanged, type CourseChanged } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { SHADOW_ADMIN_ID } from '../shadow-admin/shadow-admin.service';
import { UserRepository } from '../users/user.repository';
import type { StoredUser, UserRecord } from '../users/user.schema';
import { UserService, type UserChange } from '../users/user.service';
import { teachingFigures, withCourse } from './teaching-record';

/** Keeps `instructor_info.total_courses` and `rating` as the course service's events say. */
@Injectable()
export class TeachingListener {
  constructor(
    private readonly users: UserService,
    private readonly accounts: UserRepository,
  ) {}

  @OnEvent(courseChanged)
  async follow({ payload }: EventEnvelope<CourseChanged>): Promise<void> {
    const { instructor_id } = payload;
    if (instructor_id === SHADOW_ADMIN_ID) return;
    try {
      await this.users.change(
        instructor_id,
        (teacher) => count(teacher, payload),
        (id) => this.accounts.findTeacher(id),
      );
    } catch (error) {
      // Whoever has no account shows no figures.
      if (!(error instanceof CatalogueError) || error.code !== 'USER_NOT_FOUND') throw error;
    }
  }
}

function count(user: UserRecord, course: CourseChanged): UserChange | null {
  const teaching = withCourse((user as StoredUser).teaching, course);
  if (!teaching) return null;
  const info = user.instructor_info;
  const figures = teachingFigures(teaching);
  const same = !info || (info.total_courses === figures.total_courses && info.rating === figures.rating);
  return { set: { teaching, ...(!same && { instructor_info: { ...info, ...figures } }) } };
}
