import type { EnrolledCourse, EnrollmentReply, ListedEnrollment } from '@har/contracts';
import type { Course } from '../course/course.schema';
import { completedLessonsIn, percentageOf } from './enrollment-standing';
import type { Enrollment } from './enrollment.schema';

/** An enrolment over the lessons that the course has now. */
export function toEnrollmentReply(enrollment: Enrollment, course: Pick<Course, 'modules'>): EnrollmentReply {
  const { last_accessed_lesson_id } = enrollment;
  return {
    _id: String(enrollment._id),
    user_id: String(enrollment.user_id),
    course_id: String(enrollment.course_id),
    status: enrollment.status,
    progress_percentage: percentageOf(enrollment, course),
    completed_lessons: completedLessonsIn(enrollment, course).map(String),
    last_accessed_lesson_id: last_accessed_lesson_id && String(last_accessed_lesson_id),
    enrolled_at: enrollment.enrolled_at,
    completed_at: enrollment.completed_at,
    last_accessed_at: enrollment.last_accessed_at,
  };
}

export function toListedEnrollment(enrollment: Enrollment, course: Course | undefined): ListedEnrollment {
  return {
    ...toEnrollmentReply(enrollment, course ?? { modules: [] }),
    course: course ? toEnrolledCourse(course) : null,
  };
}

function toEnrolledCourse(course: Course): EnrolledCourse {
  return {
    _id: String(course._id),
    title: course.title,
    short_description: course.short_description,
    image_url: course.image_url,
    instructor_name: course.instructor_name,
    domain: course.domain,
    language: course.language,
    status: course.status,
    total_lessons: course.total_lessons,
  };
}
