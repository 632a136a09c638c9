import type { PipelineStage, Types } from 'mongoose';
import { courseCompleted, lessonProgressed } from '@har/contracts';
import type { Course } from '../course/course.schema';
import { lessonIdsOf } from '../course/outline';

type Update = Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[];

/**
 * The update of one enrolment that adds completed lessons and decides, in the same atomic step, whether the course is
 * complete: it was active, and every lesson that the course has now is completed. Events go into the outbox with it:
 * one for each lesson that is new, one for the completion. Their ids are made of what they tell, so that they are the
 * same whenever they are told.
 *
 * @param lessons completed lessons; those that the enrolment has already change nothing
 */
export function settlementPipeline(
  lessons: readonly Types.ObjectId[],
  course: Pick<Course, '_id' | 'modules' | 'version' | 'instructor_id'>,
  now: Date,
): Update {
  const existing = lessonIdsOf(course);
  const total = existing.length;
  const percentage =
    total === 0
      ? 0
      : {
          $divide: [
            { $floor: { $add: [{ $multiply: [{ $divide: ['$settled.done', total] }, 10_000] }, 0.5] } },
            100,
          ],
        };
  return [
    { $set: { settled: { added: { $setDifference: [lessons, '$completed_lessons'] } } } },
    { $set: { completed_lessons: { $concatArrays: ['$completed_lessons', '$settled.added'] } } },
    { $set: { 'settled.done': { $size: { $setIntersection: ['$completed_lessons', existing] } } } },
    {
      $set: {
        'settled.completes': {
          $and: [{ $eq: ['$status', 'active'] }, total > 0, { $eq: ['$settled.done', total] }],
        },
      },
    },
    {
      $set: {
        status: { $cond: ['$settled.completes', 'completed', '$status'] },
        completed_at: { $cond: ['$settled.completes', now, '$completed_at'] },
        outline_version: course.version,
      },
    },
    { $set: { progress_percentage: { $cond: [{ $eq: ['$status', 'completed'] }, 100, percentage] } } },
    {
      $set: {
        outbox: {
          $concatArrays: [
            { $ifNull: ['$outbox', []] },
            { $map: { input: '$settled.added', as: 'lesson', in: progressedEvent(course, now) } },
            { $cond: ['$settled.completes', [completedEvent(course, now)], []] },
          ],
        },
      },
    },
    { $unset: ['settled'] },
  ] as Update;
}

const ID = { $toString: '$_id' };
const USER = { $toString: '$user_id' };

function progressedEvent(course: Pick<Course, '_id'>, at: Date): object {
  return {
    id: { $concat: [`${lessonProgressed.type}:`, ID, ':', { $toString: '$$lesson' }] },
    type: lessonProgressed.type,
    at,
    payload: {
      user_id: USER,
      course_id: String(course._id),
      lesson_id: { $toString: '$$lesson' },
      progress_percentage: '$progress_percentage',
    },
  };
}

function completedEvent(course: Pick<Course, '_id' | 'instructor_id'>, at: Date): object {
  return {
    id: { $concat: [`${courseCompleted.type}:`, ID] },
    type: courseCompleted.type,
    at,
    payload: {
      enrollment_id: ID,
      user_id: USER,
      course_id: String(course._id),
      instructor_id: String(course.instructor_id),
      completed_at: at.toISOString(),
    },
  };
}
