import type { CourseCard, CourseReply, LessonSummary, ModuleReply } from './course-reply';

/** One course, one module and one lesson that the examples of all routes share. */
export const EXAMPLE_IDS = {
  course: '665f1c2ab7e4d91f0a3c5d7e',
  module: '665f1c2ab7e4d91f0a3c5d80',
  lesson: '665f1c2ab7e4d91f0a3c5d82',
  instructor: '665f1c2ab7e4d91f0a3c5d01',
} as const;

export const EXAMPLE_LESSON: LessonSummary = {
  _id: EXAMPLE_IDS.lesson,
  course_id: EXAMPLE_IDS.course,
  module_id: EXAMPLE_IDS.module,
  title: 'Put your data in a table',
  description: 'What a structured table does for you.',
  type: 'text',
  order: 1,
  duration_seconds: 240,
  is_free_preview: true,
  created_at: '2026-11-02T09:00:00.000Z',
  updated_at: '2026-11-02T09:00:00.000Z',
};

export const EXAMPLE_MODULE: ModuleReply = {
  _id: EXAMPLE_IDS.module,
  course_id: EXAMPLE_IDS.course,
  title: 'Clean data',
  description: 'From a messy sheet to a table that can be trusted.',
  order: 1,
  lessons: [EXAMPLE_LESSON],
  created_at: '2026-11-02T08:50:00.000Z',
};

export const EXAMPLE_CARD: CourseCard = {
  _id: EXAMPLE_IDS.course,
  title: 'Excel for everyday decisions',
  subtitle: 'From a messy sheet to an answer',
  slug: 'excel-for-everyday-decisions',
  short_description: 'Turn a messy sheet into answers.',
  domain: 'Excel',
  level: 'beginner',
  stack: ['Excel', 'Power Query'],
  price: { amount: 49.9, currency: 'EUR', pricing_model: 'one-time' },
  instructor_id: EXAMPLE_IDS.instructor,
  instructor_name: 'Claire Martin',
  status: 'published',
  total_lessons: 1,
  total_duration_hours: 0.07,
  enrollments_count: 12,
  students_count: 12,
  average_rating: 4.5,
  reviews_count: 4,
  keywords: ['tables', 'pivot'],
  image_url: null,
  thumbnail_url: null,
  category: 'Office',
  language: 'en',
  created_at: '2026-11-02T08:45:00.000Z',
  updated_at: '2026-11-02T09:00:00.000Z',
  published_at: '2026-11-02T09:00:00.000Z',
};

export const EXAMPLE_COURSE: CourseReply = {
  ...EXAMPLE_CARD,
  description: 'Tables, lookups and pivot tables, taught on the questions of a small shop.',
  description_short: EXAMPLE_CARD.short_description,
  description_long: '<p>Tables, lookups and <strong>pivot tables</strong>.</p>',
  compatibility_versions: ['Excel 2021', 'Microsoft 365'],
  prerequisites: ['You can open a workbook and type into it'],
  learning_objectives: ['Summarise sales by month and shop'],
  rating_distribution: { 1: 0, 2: 0, 3: 1, 4: 0, 5: 3 },
  header_image_url: null,
  intro_video_url: null,
  modules: [EXAMPLE_MODULE],
};
