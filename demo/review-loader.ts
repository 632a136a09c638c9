import type { OwnReview } from '@har/contracts';
import type { AcademyClient, RequestOptions } from './academy-client';
import type { LoadedCourse } from './course-loader';
import type { LoadedInstructor } from './instructor-loader';
import type { DemoInstructorKey, DemoReview } from './people.types';
import { isCode } from './sign-in';

/** Who speaks: the tokens of the learners by their keys, and the instructors. */
export interface DemoVoices {
  readonly learners: ReadonlyMap<string, string>;
  readonly instructors: ReadonlyMap<DemoInstructorKey, LoadedInstructor>;
}

/** Writes the demo reviews with their answers and votes: what is there already stays. */
export class ReviewLoader {
  constructor(
    private readonly client: AcademyClient,
    private readonly courses: ReadonlyMap<string, LoadedCourse>,
    private readonly voices: DemoVoices,
  ) {}

  async load({ learner, course: slug, rating, text, reply, helpful = [] }: DemoReview): Promise<void> {
    const course = this.courses.get(slug)!;
    const id = await this.write(course.id, { rating, comment: text }, this.optionsOf(learner));
    const path = `/courses/${course.id}/reviews/${id}`;
    if (reply) {
      const { token } = this.voices.instructors.get(course.instructor)!;
      await this.client.put(`${path}/reply`, { text: reply }, { token });
    }
    for (const voter of helpful) await this.client.put(`${path}/helpful`, undefined, this.optionsOf(voter));
  }

  private async write(courseId: string, review: object, options: RequestOptions): Promise<string> {
    const path = `/courses/${courseId}/reviews`;
    try {
      return (await this.client.post<{ review: OwnReview }>(path, review, options)).review._id;
    } catch (error) {
      if (!isCode(error, 'REVIEW_EXISTS')) throw error;
      return (await this.client.get<{ review: OwnReview }>(`${path}/mine`, options)).review._id;
    }
  }

  private optionsOf(learner: string): RequestOptions {
    return { token: this.voices.learners.get(learner)! };
  }
}
