import { randomOf } from '../data/random.mjs';
import { emailOf, idOf, lessonId, PASSWORD } from '../data/data-set.mjs';

/**
 * @typedef {object} BenchRequest
 * @property {string} name for `--only`
 * @property {string} title
 * @property {string} goal of the ratio of requests a second
 * @property {number} status
 * @property {number} [connections] fewer than the others have, where one answer takes long
 * @property {(side: 'academy' | 'baseline') => object[]} of autocannon's requests, as this side's clients send them
 * @property {string[]} [differs] fields of the answer that two implementations may answer differently
 *
 * @typedef {object} Tokens access tokens of the first users
 * @property {string[]} academy
 * @property {string[]} baseline
 */

const API = '/api/v1';
const IDS = ['_id'];
const TIMES = ['updated_at', 'created_at', 'enrolled_at', 'last_login_at'];

/**
 * The eight requests of the comparison, and public ones where no cache helps. Those that write come last: the two sides
 * have answered differently many of them by then, so that their data are no longer the same.
 * @param {import('../data/data-set.mjs').DataSet} data
 * @param {Tokens} tokens
 * @returns {BenchRequest[]}
 */
export function benchRequests(data, tokens) {
  const random = randomOf(11);
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  const get = (/** @type {string} */ path) => ({ method: 'GET', path: API + path });
  const published = data.busy;
  const popular = Array.from({ length: 100 }, (_, i) => published[(i * 17) % published.length]);
  const topics = Array.from({ length: 40 }, (_, i) => data.topics[(i * 3) % data.topics.length]);
  const filters = ['Excel', 'R', 'Python', 'Other'].flatMap((domain) =>
    ['fr', 'en'].flatMap((language) =>
      ['popular', 'newest'].map((sort) => `domain=${domain}&language=${language}&sort_by=${sort}`),
    ),
  );
  const learners = tokens.academy.length;
  const lessons = Array.from({ length: 200 }, () => lessonOf(data, below(learners), below(60)));
  const authorized = (side, user) => ({ authorization: `Bearer ${tokens[side][user]}` });
  return [
    {
      name: 'catalogue',
      title: 'Catalogue, page 1',
      goal: '≥ 5',
      status: 200,
      of: () => [get('/courses?page=1')],
    },
    {
      name: 'filtered',
      title: 'Catalogue, filtered and sorted',
      goal: '≥ 5',
      status: 200,
      of: () => filters.map((query) => get(`/courses?${query}`)),
    },
    {
      name: 'search',
      title: 'Search, 40 texts',
      goal: '≥ 3',
      status: 200,
      of: () => topics.map((topic) => get(`/courses?search=${topic}&sort_by=popular`)),
    },
    {
      name: 'course',
      title: 'Course page, 100 courses',
      goal: '≥ 5',
      status: 200,
      of: () => popular.map((n) => get(`/courses/${idOf('course', n)}`)),
    },
    {
      name: 'course-cold',
      title: 'Course page, every course once',
      goal: '',
      status: 200,
      of: (side) => [
        each(counted(`course ${side}`, (i) => get(`/courses/${idOf('course', coldCourse(data, i))}`))),
      ],
    },
    {
      name: 'search-cold',
      title: 'Search, texts and pages in turn',
      goal: '',
      status: 200,
      of: (side) => [
        each(
          counted(`search ${side}`, (i) =>
            get(
              `/courses?search=${data.topics[(i * 7) % data.topics.length]}&page=${1 + (i % 3)}&sort_by=popular`,
            ),
          ),
        ),
      ],
    },
    {
      name: 'lesson',
      title: 'Lesson read (JWT)',
      goal: '≥ 1',
      status: 200,
      of: (side) => lessons.map(({ user, path }) => ({ ...get(path), headers: authorized(side, user) })),
    },
    {
      name: 'progress',
      title: 'Progress PATCH (JWT)',
      goal: '≥ 1',
      status: 200,
      differs: [...IDS, ...TIMES],
      of: (side) => [each(progressOf(data, side, learners, authorized))],
    },
    {
      name: 'enrol',
      title: 'Enrol in a free course (JWT)',
      goal: '≥ 1',
      status: 201,
      differs: [...IDS, ...TIMES],
      of: (side) => [each(enrolmentOf(data, side, learners, authorized))],
    },
    {
      name: 'login',
      title: 'Login, 8 clients',
      goal: '',
      status: 200,
      connections: 8,
      differs: ['token', 'refresh_token', ...TIMES],
      of: (side) => [each(loginOf(data, side))],
    },
  ];
}

/** A lesson of a course that the user is in. @param {import('../data/data-set.mjs').DataSet} data */
function lessonOf(data, user, j) {
  const course = data.courseOf(user, Math.floor(j / 4) % data.coursesPerUser);
  return { user, path: `/courses/${idOf('course', course)}/lessons/${lessonId(course, j % 4)}` };
}

/** A request that is made anew each time. @param {() => object} next */
function each(next) {
  return { ...next(), setupRequest: (request) => ({ ...request, ...next() }) };
}

/** How often each side's streams were asked: what was done once is not done again in a later round. */
const counters = new Map();

/** @param {string} key @param {(i: number) => object} make */
function counted(key, make) {
  return () => {
    const i = counters.get(key) ?? 0;
    counters.set(key, i + 1);
    return make(i);
  };
}

/** Three steps forward in a lesson, then its completion. */
function progressOf(data, side, learners, authorized) {
  return counted(`progress ${side}`, (i) => {
    const { user, path } = lessonOf(data, (i * 7) % learners, i % 60);
    const status = i % 4 === 3 ? 'completed' : 'in_progress';
    return json('PATCH', `${path}/progress`, { status, time_spent_seconds: 61 + i }, authorized(side, user));
  });
}

/** Another course for each user until all have all. */
function enrolmentOf(data, side, learners, authorized) {
  return counted(`enrol ${side}`, (i) => {
    const user = i % learners;
    const k = Math.floor(i / learners);
    const n = data.quiet[(user * 13 + k * 101) % data.quiet.length];
    return json('POST', `/courses/${idOf('course', n)}/enroll`, undefined, authorized(side, user));
  });
}

/** Each sign-in from an address of its own, as behind a proxy. */
function loginOf(data, side) {
  return counted(`login ${side}`, (i) =>
    json(
      'POST',
      '/auth/login',
      { email: emailOf(100 + (i % (data.size.users - 100))), password: PASSWORD },
      { 'x-forwarded-for': `10.${i % 250}.${Math.floor(i / 250) % 250}.1` },
    ),
  );
}

function coldCourse(data, i) {
  return data.quiet[(i * 7) % data.quiet.length];
}

function json(method, path, body, headers) {
  return {
    method,
    path: API + path,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  };
}
