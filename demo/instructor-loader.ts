import type { CourseCard, SignedIn, User } from '@har/contracts';
import type { AcademyClient } from './academy-client';
import type { DemoInstructor } from './people.types';
import { signIn } from './sign-in';

/** A demo instructor who may write courses. */
export interface LoadedInstructor {
  readonly token: string;
  /** Courses of earlier runs, of any status. */
  readonly courses: readonly CourseCard[];
}

/** Makes the account, the instructor's profile and its verification, as far as they are missing. */
export async function loadInstructor(
  client: AcademyClient,
  admin: SignedIn,
  instructor: DemoInstructor,
): Promise<LoadedInstructor> {
  let { user, token } = await signIn(client, instructor);
  if (user.role === 'learner') {
    const { bio, expertise_tags } = instructor;
    const profile = { bio, expertise_tags };
    ({ user, token } = await client.post<{ user: User; token: string }>('/auth/instructor-profile', profile, {
      token,
    }));
  }
  if (user.instructor_info?.verification_status !== 'verified') {
    const verified = { verification_status: 'verified' };
    await client.put(`/admin/users/${user._id}`, verified, { token: admin.token });
  }
  const { courses } = await client.get<{ courses: CourseCard[] }>('/instructor/courses?limit=100', { token });
  return { token, courses };
}
