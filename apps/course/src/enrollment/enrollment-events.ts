import { enrollmentCreated, enrollmentDropped, type EnrollmentFact } from '@har/contracts';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import type { Types } from 'mongoose';
import type { Course } from '../course/course.schema';

type Joined = { _id: Types.ObjectId; user_id: Types.ObjectId };
type Taught = Pick<Course, '_id' | 'instructor_id'>;

export function createdEvent(enrollment: Joined, course: Taught): OutboxEntry {
  return outboxEntry(enrollmentCreated.type, factOf(enrollment, course));
}

export function droppedEvent(enrollment: Joined, course: Taught): OutboxEntry {
  return outboxEntry(enrollmentDropped.type, factOf(enrollment, course));
}

function factOf(enrollment: Joined, course: Taught): EnrollmentFact {
  return {
    enrollment_id: String(enrollment._id),
    user_id: String(enrollment.user_id),
    course_id: String(course._id),
    instructor_id: String(course.instructor_id),
  };
}
