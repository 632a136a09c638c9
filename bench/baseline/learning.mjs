import { Router } from 'express';
import Joi from 'joi';
import { ApiError, route, validated } from './errors.mjs';

const COURSE_ID = Joi.object({ id: Joi.string().hex().length(24).required() });
const LESSON_IDS = COURSE_ID.keys({ lesson_id: Joi.string().hex().length(24).required() });
const PROGRESS = Joi.object({
  status: Joi.string().valid('not_started', 'in_progress', 'completed').required(),
  time_spent_seconds: Joi.number().integer().min(0).max(31_536_000),
  quiz_score: Joi.number().min(0).max(100),
});
const ENROLLED = ['active', 'completed'];
const SAME_VISIT_MS = 60_000;

/**
 * @param {ReturnType<import('./models.mjs').modelsOf>} models
 * @param {import('express').RequestHandler} authenticated
 */
export function learningRoutes({ Course, Lesson, Enrollment, Progress }, authenticated) {
  const router = Router();
  router.get(
    '/courses/:id/lessons/:lesson_id',
    authenticated,
    route(async (request, response) => {
      const { id, lesson_id } = validated(LESSON_IDS, request.params);
      const user_id = request.user.sub;
      const [lesson, enrollment, progress] = await Promise.all([
        Lesson.findOne({ _id: lesson_id, course_id: id }).lean(),
        Enrollment.findOne({ user_id, course_id: id }).lean(),
        Progress.findOne({ user_id, lesson_id }).lean(),
      ]);
      if (!lesson) throw new ApiError(404, 'LESSON_NOT_FOUND');
      assertEnrolled(enrollment);
      if (!isSameVisit(enrollment, lesson_id)) {
        const visit = { last_accessed_lesson_id: lesson._id, last_accessed_at: new Date() };
        Enrollment.updateOne({ _id: enrollment._id }, { $set: visit }).catch(() => undefined);
      }
      const is_completed = progress?.status === 'completed';
      const shown = toProgress(progress ?? notStarted(user_id, id, lesson_id));
      response.json({ success: true, data: { lesson, is_completed, progress: shown } });
    }),
  );
  router.patch(
    '/courses/:id/lessons/:lesson_id/progress',
    authenticated,
    route(async (request, response) => {
      const { id, lesson_id } = validated(LESSON_IDS, request.params);
      const { status, time_spent_seconds = 0 } = validated(PROGRESS, request.body);
      const user_id = request.user.sub;
      const [course, lesson, enrollment] = await Promise.all([
        Course.findById(id, { total_lessons: 1 }).lean(),
        Lesson.findOne({ _id: lesson_id, course_id: id }, { type: 1 }).lean(),
        Enrollment.findOne({ user_id, course_id: id }).lean(),
      ]);
      if (!course || !lesson) throw new ApiError(404, 'LESSON_NOT_FOUND');
      assertEnrolled(enrollment);
      const now = new Date();
      const progress = await Progress.findOneAndUpdate(
        { user_id, lesson_id },
        {
          // "completed" < "in_progress" < "not_started": forward is down.
          $min: { status },
          $max: { time_spent_seconds },
          $set: { updated_at: now },
          $setOnInsert: { course_id: id, created_at: now },
        },
        { upsert: true, returnDocument: 'after' },
      ).lean();
      let done = enrollment.completed_lessons;
      if (progress.status === 'completed' && !done.some((one) => one.equals(lesson_id))) {
        const changed = await Enrollment.findOneAndUpdate(
          { _id: enrollment._id },
          { $addToSet: { completed_lessons: lesson._id } },
          { returnDocument: 'after' },
        ).lean();
        done = changed.completed_lessons;
        if (done.length >= course.total_lessons) {
          const completed = { status: 'completed', completed_at: now };
          await Enrollment.updateOne({ _id: enrollment._id, status: 'active' }, { $set: completed });
        }
      }
      const course_progress = Math.round((done.length / course.total_lessons) * 10_000) / 100;
      response.json({ success: true, data: { progress: toProgress(progress), course_progress } });
    }),
  );
  router.post(
    '/courses/:id/enroll',
    authenticated,
    route(async (request, response) => {
      const { id } = validated(COURSE_ID, request.params);
      const course = await Course.findById(id, { status: 1, price: 1 }).lean();
      if (course?.status !== 'published') throw new ApiError(404, 'COURSE_NOT_FOUND');
      if (course.price.amount > 0) throw new ApiError(402, 'PAYMENT_REQUIRED');
      const enrollment = await join(Enrollment, request.user.sub, id);
      await Course.updateOne({ _id: id }, { $inc: { enrollments_count: 1 } });
      response.status(201).json({ success: true, data: { enrollment: toEnrollment(enrollment) } });
    }),
  );
  return router;
}

async function join(Enrollment, user_id, course_id) {
  const joined = { user_id, course_id, status: 'active', enrolled_at: new Date() };
  const nothing = { last_accessed_lesson_id: null, completed_at: null, last_accessed_at: null };
  try {
    const created = await Enrollment.create({ ...joined, ...nothing });
    return created.toObject();
  } catch (error) {
    if (error.code === 11_000) throw new ApiError(409, 'ALREADY_ENROLLED');
    throw error;
  }
}

function assertEnrolled(enrollment) {
  if (!enrollment || !ENROLLED.includes(enrollment.status)) throw new ApiError(403, 'NOT_ENROLLED');
}

function isSameVisit({ last_accessed_lesson_id, last_accessed_at }, lessonId) {
  if (!last_accessed_lesson_id?.equals(lessonId) || !last_accessed_at) return false;
  return Date.now() - last_accessed_at.getTime() < SAME_VISIT_MS;
}

function notStarted(user_id, course_id, lesson_id) {
  const dates = { created_at: null, updated_at: null };
  return { user_id, course_id, lesson_id, status: 'not_started', time_spent_seconds: 0, ...dates };
}

function toProgress({ _id, quiz_score = null, ...progress }) {
  return { ...progress, quiz_score };
}

function toEnrollment(enrollment) {
  return { ...enrollment, progress_percentage: 0 };
}
