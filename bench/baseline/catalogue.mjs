import { Router } from 'express';
import Joi from 'joi';
import { ApiError, route, validated } from './errors.mjs';
import { TotalCache } from './total-cache.mjs';

const QUERY = Joi.object({
  page: Joi.number().integer().min(1).max(10_000).default(1),
  limit: Joi.number().integer().min(1).max(100).default(10),
  domain: Joi.string().valid('Excel', 'R', 'Python', 'Other'),
  language: Joi.string().valid('fr', 'en'),
  free: Joi.boolean(),
  search: Joi.string().trim().max(200),
  sort_by: Joi.string().valid('popular', 'newest'),
});
const ID = Joi.object({ id: Joi.string().hex().length(24).required() });
const SORTS = {
  popular: { enrollments_count: -1, _id: -1 },
  newest: { published_at: -1, _id: -1 },
};
const CARD = { description: 0, modules: 0 };
const LESSON_HEAD = { content: 0 };

/** @param {ReturnType<import('./models.mjs').modelsOf>} models */
export function catalogueRoutes({ Course, Lesson }) {
  const router = Router();
  const totals = new TotalCache((filter) => Course.countDocuments(filter));
  router.get(
    '/courses',
    route(async (request, response) => {
      const query = validated(QUERY, request.query);
      const filter = filterOf(query);
      const page = Course.find(filter, CARD)
        .sort(SORTS[query.sort_by ?? 'newest'])
        .skip((query.page - 1) * query.limit)
        .limit(query.limit)
        .lean();
      const [courses, total] = await Promise.all([page, totals.get(filter)]);
      const pagination = {
        page: query.page,
        limit: query.limit,
        total,
        pages: Math.ceil(total / query.limit),
      };
      response.json({ success: true, data: { courses: courses.map(toCard), pagination }, pagination });
    }),
  );
  router.get(
    '/courses/:id',
    route(async (request, response) => {
      const { id } = validated(ID, request.params);
      const [course, lessons] = await Promise.all([
        Course.findById(id).lean(),
        Lesson.find({ course_id: id }, LESSON_HEAD).lean(),
      ]);
      if (course?.status !== 'published') throw new ApiError(404, 'COURSE_NOT_FOUND');
      response.json({ success: true, data: { course: toPage(course, lessons) } });
    }),
  );
  return router;
}

function filterOf({ domain, language, free, search }) {
  return {
    status: 'published',
    ...(domain && { domain }),
    ...(language && { language }),
    ...(free !== undefined && { 'price.amount': free ? 0 : { $gt: 0 } }),
    ...(search && { $text: { $search: search } }),
  };
}

function toCard(course) {
  const { total_duration_seconds, modules, description, ...card } = course;
  return {
    ...card,
    subtitle: '',
    slug: String(course._id),
    level: null,
    thumbnail_url: null,
    students_count: course.enrollments_count,
    total_duration_hours: Math.round(total_duration_seconds / 36) / 100,
  };
}

function toPage(course, lessons) {
  const inOrder = lessons.sort((a, b) => a.order - b.order);
  const modules = course.modules.map((module) => ({
    ...module,
    course_id: course._id,
    lessons: inOrder.filter(({ module_id }) => module_id.equals(module._id)),
  }));
  return {
    ...toCard(course),
    description: course.description,
    description_short: course.short_description,
    description_long: `<p>${course.description}</p>`,
    compatibility_versions: [],
    prerequisites: [],
    learning_objectives: [],
    rating_distribution: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
    header_image_url: null,
    intro_video_url: null,
    modules,
    reviews: [],
  };
}
