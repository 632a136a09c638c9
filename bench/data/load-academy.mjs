import { createRequire } from 'node:module';
import { bulkInsert } from './bulk-insert.mjs';

const require = createRequire(import.meta.url);

/**
 * Stores the data set as the academy's own services would have: with their facets, search terms, kept counts and words,
 * computed by their own code.
 * @param {import('mongoose').mongo.MongoClient} client
 * @param {string} prefix of the databases' names
 * @param {import('./data-set.mjs').DataSet} data
 * @param {(line: string) => void} log
 */
export async function loadAcademy(client, prefix, data, log) {
  const [auth, course] = [client.db(`${prefix}auth`), client.db(`${prefix}course`)];
  const catalogue = new CatalogueTally();
  const { courses, users, enrollments, progress } = data.size;
  await bulkInsert(auth.collection('users'), users, (n) => [toUser(data.user(n))], log);
  await bulkInsert(course.collection('courses'), courses, (n) => [toCourse(data.course(n), catalogue)], log);
  await bulkInsert(course.collection('modules'), courses, (n) => toModules(data.course(n)), log);
  await bulkInsert(course.collection('lessons'), courses, (n) => toLessons(data.course(n)), log);
  await loadLearning(course, { enrollments, progress }, data, log);
  const counts = catalogue.counts();
  await bulkInsert(course.collection('catalogue_counts'), counts.length, (n) => [counts[n]], log);
  const words = catalogue.words();
  await bulkInsert(course.collection('search_words'), words.length, (n) => [words[n]], log);
}

/**
 * Enrolments and progress by their numbers.
 * @param {import('mongoose').mongo.Db} course
 * @param {{ enrollments: number, progress: number }} counts how many
 * @param {import('./data-set.mjs').DataSet} data
 * @param {(line: string) => void} log
 * @param {(i: number) => number} [numberOf] the number of the i-th
 */
export async function loadLearning(course, { enrollments, progress }, data, log, numberOf = (i) => i) {
  const joined = (/** @type {number} */ i) => [toEnrollment(data.enrollment(numberOf(i)))];
  const advanced = (/** @type {number} */ i) => [toProgress(data.progress(numberOf(i)))];
  await bulkInsert(course.collection('enrollments'), enrollments, joined, log);
  await bulkInsert(course.collection('lesson_progress'), progress, advanced, log);
}

/** What follows the number of a course's enrolments. @param {number} enrollments_count */
export function countsOf(enrollments_count) {
  return { enrollments_count, popularity: Math.floor(4 * Math.log2(1 + enrollments_count)) };
}

/** What the catalogue keeps about all courses together. Courses of the same texts are analysed once. */
class CatalogueTally {
  #facetsOf = require('../../dist/apps/course/src/catalogue/facets.js').facetsOf;
  #searchEntryOf = require('../../dist/apps/course/src/search/search-terms.js').searchEntryOf;
  #keysOfKnown = require('../../dist/apps/course/src/search/near-words.js').keysOfKnown;
  #analysis = require('../../dist/libs/text-analysis/src/index.js');
  /** @type {Map<string, { terms: string[], words: string[] }>} */
  #entries = new Map();
  /** @type {Map<string, number>} */
  #facets = new Map();
  /** @type {Map<string, { courses: number, stems: Set<string> }>} */
  #words = new Map();

  /** @param {any} course */
  fieldsOf(course) {
    const key = [
      course.title,
      course.text,
      course.stack,
      course.domain,
      course.instructor_name,
      course.status,
    ];
    const known = this.#entries.get(key.join('|'));
    const entry = known ?? this.#searchEntryOf(course);
    if (!known) this.#entries.set(key.join('|'), entry);
    const facets = this.#facetsOf(course);
    for (const facet of facets) this.#facets.set(facet, (this.#facets.get(facet) ?? 0) + 1);
    for (const word of entry.words) this.#count(word, course.language);
    return { facets, search_terms: entry.terms };
  }

  counts() {
    return [...this.#facets].map(([_id, count]) => ({ _id, count }));
  }

  words() {
    return [...this.#words].map(([_id, { courses, stems }]) => ({
      _id,
      stems: [...stems],
      courses,
      keys: this.#keysOfKnown(_id),
    }));
  }

  /** @param {string} lower @param {'fr' | 'en'} language */
  #count(lower, language) {
    const word = this.#analysis.foldText(lower);
    const kept = this.#words.get(word) ?? { courses: 0, stems: new Set() };
    kept.courses += 1;
    kept.stems.add(this.#analysis.stem(lower, language));
    this.#words.set(word, kept);
  }
}

/** @param {any} user */
function toUser(user) {
  return {
    ...user,
    avatar_url: null,
    status: 'active',
    notification_settings: { email_notifications: true, marketing_emails: false, newsletter: false },
    version: 1,
    session_epoch: 0,
    search_terms: [user.first_name.toLowerCase(), user.last_name.toLowerCase(), user.email],
    updated_at: user.created_at,
  };
}

/** @param {any} record @param {CatalogueTally} catalogue */
function toCourse(record, catalogue) {
  const { text, modules, ...course } = record;
  return {
    ...course,
    ...catalogue.fieldsOf(record),
    version: 1,
    modules: modules.map(({ _id, lessons }) => ({ _id, lessons: lessons.map((lesson) => lesson._id) })),
    ...countsOf(course.enrollments_count),
  };
}

/** @param {any} course */
function toModules({ _id: course_id, modules }) {
  return modules.map(({ _id, title, description, created_at }) => {
    return { _id, course_id, title, description, created_at };
  });
}

/** @param {any} course */
function toLessons({ modules }) {
  return modules
    .flatMap(({ lessons }) => lessons)
    .map(({ module_id, order, ...lesson }) => ({ ...lesson, complete: true, revision: 0 }));
}

/** @param {any} enrollment */
function toEnrollment(enrollment) {
  return {
    ...enrollment,
    status: 'active',
    admission: 'free',
    progress_percentage: 0,
    completed_lessons: [],
    last_accessed_lesson_id: null,
    completed_at: null,
    last_accessed_at: null,
    outline_version: 1,
    joined_by: enrollment._id.toHexString(),
  };
}

/** @param {any} progress */
function toProgress({ at, ...progress }) {
  return { ...progress, created_at: at, updated_at: at };
}
