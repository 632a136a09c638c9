import { bulkInsert } from './bulk-insert.mjs';

/**
 * Stores the data set in the shape of the baseline.
 * @param {import('mongoose').mongo.Db} db
 * @param {import('./data-set.mjs').DataSet} data
 * @param {(line: string) => void} log
 */
export async function loadBaseline(db, data, log) {
  const { courses, users, enrollments, progress } = data.size;
  await bulkInsert(db.collection('users'), users, (n) => [toUser(data.user(n))], log);
  await bulkInsert(db.collection('courses'), courses, (n) => [toCourse(data.course(n))], log);
  await bulkInsert(
    db.collection('lessons'),
    courses,
    (n) => data.course(n).modules.flatMap(({ lessons }) => lessons),
    log,
  );
  await loadLearning(db, { enrollments, progress }, data, log);
}

/** Enrolments and progress by their numbers, as that of load-academy.mjs. */
export async function loadLearning(db, { enrollments, progress }, data, log, numberOf = (i) => i) {
  const joined = (/** @type {number} */ i) => [toEnrollment(data.enrollment(numberOf(i)))];
  const advanced = (/** @type {number} */ i) => [toProgress(data.progress(numberOf(i)))];
  await bulkInsert(db.collection('enrollments'), enrollments, joined, log);
  await bulkInsert(db.collection('lesson_progress'), progress, advanced, log);
}

/** What follows the number of a course's enrolments. @param {number} enrollments_count */
export function countsOf(enrollments_count) {
  return { enrollments_count };
}

/** @param {any} user */
function toUser(user) {
  return {
    ...user,
    avatar_url: null,
    status: 'active',
    notification_settings: { email_notifications: true, marketing_emails: false, newsletter: false },
    updated_at: user.created_at,
  };
}

/** @param {any} record */
function toCourse({ text, modules, price, ...course }) {
  return {
    ...course,
    price: { amount: price.amount_minor / 100, currency: price.currency, pricing_model: price.pricing_model },
    modules: modules.map(({ lessons, ...module }, m) => ({ ...module, order: m + 1 })),
  };
}

/** @param {any} enrollment */
function toEnrollment(enrollment) {
  return {
    ...enrollment,
    status: 'active',
    completed_lessons: [],
    last_accessed_lesson_id: null,
    completed_at: null,
    last_accessed_at: null,
  };
}

/** @param {any} progress */
function toProgress({ at, ...progress }) {
  return { ...progress, created_at: at, updated_at: at };
}
