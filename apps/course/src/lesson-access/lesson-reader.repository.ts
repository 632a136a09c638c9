import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage } from 'mongoose';
import type { CourseLessonParams } from '@har/contracts';
import { toObjectId } from '@har/mongo';
import { COURSES, type StoredCourse } from '../course/course.schema';
import { OUTLINE_PROJECTION, type OutlinedCourse } from '../course/outlined-course';
import { ENROLLMENTS, type Enrollment, type StoredEnrollment } from '../enrollment/enrollment.schema';
import { ENTITLEMENTS, type Entitlement } from '../entitlement/entitlement.schema';
import { entitlementsFor } from '../entitlement/entitlement.repository';
import { LESSONS, type Lesson, type StoredLesson } from '../lesson/lesson.schema';
import { LESSON_PROGRESS_COLLECTION, type StoredProgress } from '../progress/lesson-progress.schema';

/** What recording progress must know of a lesson. */
export type LessonKind = Pick<Lesson, '_id' | 'type' | 'is_free_preview'>;

/** A lesson and a reader at one moment. Whether the lesson is still in its course is said by the outline. */
export interface ReadLesson<L extends LessonKind = Lesson> {
  readonly lesson: L;
  readonly course: OutlinedCourse | null;
  /** null when the reader never joined the course */
  readonly enrollment: Enrollment | null;
  readonly progress: StoredProgress | undefined;
  /** What the reader holds that may open the course. */
  readonly entitlements: readonly Entitlement[];
}

type Row<L> = { lesson: L } & Record<'course' | 'enrollment' | 'progress' | 'entitlements', unknown[]>;

/** Lessons for readers: one round trip brings all that decides what is shown, each part found by an index. */
@Injectable()
export class LessonReaderRepository {
  constructor(
    @InjectModel(LESSONS) private readonly lessons: Model<StoredLesson>,
    @InjectModel(COURSES) private readonly courses: Model<StoredCourse>,
    @InjectModel(ENROLLMENTS) private readonly enrollments: Model<StoredEnrollment>,
    @InjectModel(ENTITLEMENTS) private readonly entitlements: Model<Entitlement>,
  ) {}

  /** With the lesson's body, keys and solution: for the eyes of the service only. @param userId absent: nobody known */
  async find(params: CourseLessonParams, userId?: string): Promise<ReadLesson | null> {
    return this.read<Lesson>(params, userId, { outbox: 0 });
  }

  async findKind(params: CourseLessonParams, userId: string): Promise<ReadLesson<LessonKind> | null> {
    return this.read<LessonKind>(params, userId, { type: 1, is_free_preview: 1 });
  }

  private async read<L extends LessonKind>(
    { id, lesson_id }: CourseLessonParams,
    userId: string | undefined,
    fields: Record<string, 0 | 1>,
  ): Promise<ReadLesson<L> | null> {
    const [course, lesson] = [toObjectId(id), toObjectId(lesson_id)];
    const user = userId === undefined ? undefined : toObjectId(userId);
    const ofReader: PipelineStage[] = user
      ? [
          beside(
            'enrollment',
            this.enrollments.collection.name,
            { user_id: user, course_id: course },
            { outbox: 0 },
          ),
          beside('progress', LESSON_PROGRESS_COLLECTION, { user_id: user, lesson_id: lesson }),
          beside('entitlements', this.entitlements.collection.name, entitlementsFor(user, course)),
        ]
      : [];
    const [found] = await this.lessons.aggregate<Row<L>>([
      { $match: { _id: lesson, course_id: course } },
      { $project: fields },
      { $project: { lesson: '$$ROOT' } },
      beside('course', this.courses.collection.name, { _id: course }, OUTLINE_PROJECTION),
      ...ofReader,
    ]);
    if (!found) return null;
    const { enrollment = [], progress = [], entitlements = [] } = found;
    return {
      lesson: found.lesson,
      course: (found.course[0] as OutlinedCourse | undefined) ?? null,
      enrollment: (enrollment[0] as Enrollment | undefined) ?? null,
      progress: progress[0] as StoredProgress | undefined,
      entitlements: entitlements as Entitlement[],
    };
  }

  /** The course that a lesson was made for; null when there is no such lesson. */
  async findCourseId(lessonId: string): Promise<string | null> {
    const lesson = await this.lessons
      .findById(lessonId)
      .select({ course_id: 1 })
      .lean<Pick<Lesson, 'course_id'>>();
    return lesson && String(lesson.course_id);
  }
}

/** What another collection has at the same moment, under a name. */
function beside(
  as: string,
  from: string,
  match: PipelineStage.Match['$match'],
  fields?: Record<string, 0 | 1>,
): PipelineStage.Lookup {
  const pipeline: PipelineStage.Lookup['$lookup']['pipeline'] = [{ $match: match }];
  return { $lookup: { from, pipeline: fields ? [...pipeline, { $project: fields }] : pipeline, as } };
}
