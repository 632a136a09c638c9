import mongoose from 'mongoose';
import { pick, randomOf } from './random.mjs';
import { lessonHtml, prose, STYLES, topicsOf } from './texts.mjs';

/**
 * @typedef {object} DataSetSize
 * @property {number} courses
 * @property {number} users
 * @property {number} enrollments
 * @property {number} progress rows of lesson_progress
 */

const KINDS = { user: 1, course: 2, module: 3, lesson: 4, enrollment: 5, progress: 6, session: 7 };
const BASE_TIME = Date.UTC(2025, 0, 1);
const INSTRUCTORS = 100;
const DOMAINS = ['Excel', 'R', 'Python', 'Other'];
const STACKS = Array.from({ length: 40 }, (_, i) => `stack${i}`);
/** Learners are in so many courses at most: those that everybody takes. */
const MOST_BUSY_COURSES = 2_000;
const MODULES = 2;
const LESSONS_PER_MODULE = 2;

/** bcrypt with 10 rounds of `PASSWORD`: what 001 asks for; computing it 20,000 times shows nothing. */
export const PASSWORD = 'Learn2Grow!';
export const PASSWORD_HASH = '$2b$10$AZ50SZ3CzJEsu5Aa/aHl2OJiyYb3GGQwnurydl79xeIu5CVY/IbDC';

/** @param {keyof typeof KINDS} kind @param {number} n */
export function idOf(kind, n) {
  const hex = (0x67000000 + KINDS[kind]).toString(16) + n.toString(16).padStart(16, '0');
  return mongoose.Types.ObjectId.createFromHexString(hex);
}

/** The other way round. @param {mongoose.Types.ObjectId} id */
export function numberOf(id) {
  return Number.parseInt(id.toHexString().slice(8), 16);
}

/**
 * The one data set of a size: records in the terms of the domain, the same in every run. Each side stores them in its
 * own shape.
 */
export class DataSet {
  /** @param {DataSetSize} size */
  constructor(size) {
    this.size = size;
    this.topics = topicsOf(Math.min(2_000, Math.max(20, Math.round(size.courses / 500))));
    /** Numbers of the free courses that learners are in; the benchmark enrols them in the other free ones. */
    this.busy = [];
    this.quiet = [];
    for (let n = 0; n < size.courses; n += 1) {
      if (!isFree(n) || !isPublished(n)) continue;
      const busy = this.busy.length < MOST_BUSY_COURSES && this.busy.length <= this.quiet.length;
      (busy ? this.busy : this.quiet).push(n);
    }
    this.busySet = new Set(this.busy);
    this.coursesPerUser = Math.floor(size.enrollments / size.users);
  }

  /** @param {number} n */
  user(n) {
    return {
      _id: idOf('user', n),
      email: emailOf(n),
      password_hash: PASSWORD_HASH,
      first_name: `Ada${n}`,
      last_name: 'Bench',
      role: n < INSTRUCTORS ? 'instructor' : 'learner',
      language: n % 2 ? 'en' : 'fr',
      created_at: new Date(BASE_TIME + n * 1_000),
    };
  }

  /** @param {number} n */
  course(n) {
    const random = randomOf(n + 1);
    const language = random() < 0.5 ? 'en' : 'fr';
    const text = Math.floor(random() * 8);
    const topic = this.topics[Math.floor(random() * this.topics.length)];
    const style = pick(random, STYLES[language]);
    const created_at = new Date(BASE_TIME + n * 60_000);
    const instructor = n % INSTRUCTORS;
    const modules = this.#modules(n, language);
    return {
      _id: idOf('course', n),
      title: `${topic[0].toUpperCase()}${topic.slice(1)} ${style}`,
      short_description: prose(language, text, 1),
      description: prose(language, text, 4),
      domain: pick(random, DOMAINS),
      stack: [pick(random, STACKS)],
      price: {
        amount_minor: isFree(n) ? 0 : 900 + Math.floor(random() * 90) * 100,
        currency: 'EUR',
        pricing_model: random() < 0.2 ? 'subscription' : 'one-time',
      },
      keywords: [topic],
      category: 'data',
      language,
      image_url: `https://cdn.example.org/${n}.webp`,
      instructor_id: idOf('user', instructor),
      instructor_name: `Ada${instructor} Bench`,
      status: isPublished(n) ? 'published' : 'draft',
      modules,
      total_lessons: modules.flatMap(({ lessons }) => lessons).length,
      total_duration_seconds: 1_200 * modules.length,
      enrollments_count: Math.floor(20_000 * random() ** 8),
      average_rating: Math.round((3 + 2 * random()) * 10) / 10,
      reviews_count: Math.floor(500 * random() ** 3),
      created_at,
      updated_at: created_at,
      published_at: isPublished(n) ? created_at : null,
      text,
    };
  }

  /** Courses that learners are in have four lessons with a whole text, the others two with a short one. @param {number} n */
  #modules(n, language) {
    const busy = this.busySet.has(n);
    const created_at = new Date(BASE_TIME + n * 60_000);
    return Array.from({ length: busy ? MODULES : 1 }, (_, m) => ({
      _id: idOf('module', n * MODULES + m),
      title: `Module ${m + 1}`,
      description: '',
      created_at,
      lessons: Array.from({ length: LESSONS_PER_MODULE }, (_, l) => ({
        _id: lessonId(n, m * LESSONS_PER_MODULE + l),
        course_id: idOf('course', n),
        module_id: idOf('module', n * MODULES + m),
        title: `Lesson ${l + 1}`,
        description: '',
        type: 'text',
        content: busy ? lessonHtml(language, n + l) : `<p>${prose(language, n + l, 1)}</p>`,
        order: l + 1,
        duration_seconds: 600,
        is_free_preview: false,
        created_at,
        updated_at: created_at,
      })),
    }));
  }

  /** The i-th course that a user learns in. @param {number} user @param {number} i */
  courseOf(user, i) {
    return this.busy[(user * 37 + i) % this.busy.length];
  }

  /** @param {number} n */
  enrollment(n) {
    const user = n % this.size.users;
    const i = Math.floor(n / this.size.users);
    return {
      _id: idOf('enrollment', n),
      user_id: idOf('user', user),
      course_id: idOf('course', this.courseOf(user, i)),
      enrolled_at: new Date(BASE_TIME + 40_000_000_000 + n * 1_000),
    };
  }

  /** Progress rows go on into courses that were left when enrolments end. @param {number} n */
  progress(n) {
    const user = n % this.size.users;
    const j = Math.floor(n / this.size.users);
    const course = this.courseOf(user, Math.floor(j / 4));
    return {
      _id: idOf('progress', n),
      user_id: idOf('user', user),
      course_id: idOf('course', course),
      lesson_id: lessonId(course, j % 4),
      status: 'in_progress',
      time_spent_seconds: 60,
      at: new Date(BASE_TIME + 50_000_000_000 + n * 100),
    };
  }
}

/** @param {number} course @param {number} l 0 to 3 */
export function lessonId(course, l) {
  return idOf('lesson', course * MODULES * LESSONS_PER_MODULE + l);
}

/** @param {number} n */
export function emailOf(n) {
  return `learner${n}@bench.example`;
}

function isFree(/** @type {number} */ n) {
  return n % 10 < 3;
}

function isPublished(/** @type {number} */ n) {
  return n % 20 !== 19;
}
