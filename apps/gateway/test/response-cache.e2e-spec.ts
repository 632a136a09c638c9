import mongoose, { Types } from 'mongoose';
import { startAcademy, type Academy, type TestUser } from '@har/testing';

const GATEWAYS = 4;
const READERS_PER_GATEWAY = 3;
/** The promise: no reader sees an old course longer than this after it changed. Milliseconds. */
const FRESH_AFTER_MS = 1_000;

let academy: Academy;
let instructor: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'], replicas: { gateway: GATEWAYS } });
  instructor = await academy.newInstructor();
});
afterAll(() => academy.stop());

interface Reading {
  readonly gateway: number;
  readonly asked_at: number;
  readonly title: string;
}

const courses = () => academy.collection('course', 'courses');

/** A published course, as nobody has asked for it yet. */
async function publishedCourse(title: string): Promise<string> {
  const draft = { title, description: 'd', domain: 'Excel', price: 0 };
  const created = await academy.api.post('/courses', draft, { token: instructor.token });
  const id = created.body.data.course._id as string;
  const published = { status: 'published', published_at: new Date() };
  await courses().updateOne({ _id: new Types.ObjectId(id) }, { $set: published });
  return id;
}

/**
 * Changes the title while everybody reads, on every gateway as fast as it answers.
 *
 * @returns other titles than the new one that were shown to those who asked when the change was a second old
 */
async function lateTitles(id: string, title: string, change: () => Promise<unknown>): Promise<string[]> {
  const readings: Reading[] = [];
  let done = false;
  const read = async (gateway: number) => {
    while (!done) {
      const asked_at = performance.now();
      const { body } = await academy.apiOf('gateway', gateway).get(`/courses/${id}`);
      readings.push({ gateway, asked_at, title: body.data.course.title });
    }
  };
  /** Waits until every gateway has answered somebody who asked at that time or later. */
  const answered = (since: number) =>
    academy.eventually(() => {
      const gateways = readings.filter(({ asked_at }) => asked_at >= since).map(({ gateway }) => gateway);
      expect(new Set(gateways).size).toBe(GATEWAYS);
    });
  const readers = Array.from({ length: GATEWAYS * READERS_PER_GATEWAY }, (_, i) => read(i % GATEWAYS));
  await answered(0);
  await change();
  const late = performance.now() + FRESH_AFTER_MS;
  await answered(late);
  done = true;
  await Promise.all(readers);
  const shown = readings.filter(({ asked_at }) => asked_at >= late).map((reading) => reading.title);
  return shown.filter((one) => one !== title);
}

describe('a cached course, on four gateways under load', () => {
  it('is never old for more than a second after a PATCH', async () => {
    const id = await publishedCourse('first');
    const late = await lateTitles(id, 'second', () =>
      academy.api.patch(`/courses/${id}`, { title: 'second' }, { token: instructor.token }),
    );
    expect(late).toEqual([]);
  });

  it('is dropped everywhere by the event of a PATCH that no gateway saw', async () => {
    const id = await publishedCourse('first');
    const late = await lateTitles(id, 'second', () =>
      academy.apiOf('course').patch(`/courses/${id}`, { title: 'second' }, { token: instructor.token }),
    );
    expect(late).toEqual([]);
  });

  it('is never old for more than a second even if every message about the change is lost', async () => {
    const id = await publishedCourse('first');
    const late = await lateTitles(id, 'second', () =>
      courses().updateOne({ _id: new Types.ObjectId(id) }, { $set: { title: 'second' } }),
    );
    expect(late).toEqual([]);
  });
});

describe('the cache of public answers', () => {
  it('gives nobody what a token showed to somebody else', async () => {
    const draft = { title: 'Mine alone', description: 'd', domain: 'Excel', price: 0 };
    const created = await academy.api.post('/courses', draft, { token: instructor.token });
    const path = `/courses/${created.body.data.course._id}`;
    const other = await academy.newLearner();
    for (let round = 0; round < 3; round += 1) {
      const [own, anonymous, foreign] = await Promise.all([
        academy.api.get(path, { token: instructor.token }),
        academy.api.get(path),
        academy.api.get(path, { token: other.token }),
      ]);
      expect([own.status, anonymous.status, foreign.status]).toEqual([200, 404, 404]);
      expect(own.headers.get('cache-control')).toContain('private');
    }
    const people = [other, instructor, await academy.newLearner()];
    const profiles = await Promise.all(
      Array.from({ length: 30 }, (_, i) => academy.api.get('/auth/profile', { token: people[i % 3]!.token })),
    );
    profiles.forEach(({ body }, i) => expect(body.data.user._id).toBe(people[i % 3]!.user_id));
  });

  it('keeps no error', async () => {
    const _id = new Types.ObjectId();
    expect((await academy.api.get(`/courses/${String(_id)}`)).status).toBe(404);
    const known = await courses().findOne({ _id: new Types.ObjectId(await publishedCourse('here already')) });
    await courses().insertOne({ ...known, _id, title: 'now here', slug: 'now-here', slugs: ['now-here'] });
    expect((await academy.api.get(`/courses/${String(_id)}`)).status).toBe(200);
    expect((await academy.api.get('/courses?page=0')).status).toBe(400);
    expect((await academy.api.get('/courses?page=0')).status).toBe(400);
  });

  it('makes one call of a stampede', async () => {
    const id = await publishedCourse('wanted');
    let reads = 0;
    mongoose.set('debug', (collection: string, method: string) => {
      if (collection === 'courses' && method === 'aggregate') reads += 1;
    });
    const started = performance.now();
    try {
      const answers = await Promise.all(Array.from({ length: 100 }, () => academy.api.get(`/courses/${id}`)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    } finally {
      mongoose.set('debug', false);
    }
    // One call each time that an answer has become too old meanwhile.
    expect(reads).toBeLessThanOrEqual(1 + Math.floor((performance.now() - started) / FRESH_AFTER_MS));
    expect(reads).toBeGreaterThan(0);
  });

  it('answers the second time as the first: the same headers, its own request id, compressed or not modified', async () => {
    const path = `/courses/${await publishedCourse('once more')}`;
    const plain = { headers: { 'x-request-id': 'request-one', 'accept-encoding': 'identity' } };
    const first = await academy.api.get(path, plain);
    const second = await academy.api.get(path, {
      headers: { ...plain.headers, 'x-request-id': 'request-two' },
    });
    expect(second.body).toEqual(first.body);
    const OWN = ['x-request-id', 'date', 'content-length'];
    const shared = (headers: Headers) => [...headers].filter(([name]) => !OWN.includes(name)).sort();
    expect(shared(second.headers)).toEqual(shared(first.headers));
    expect(second.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect([first, second].map(({ headers }) => headers.get('x-request-id'))).toEqual([
      'request-one',
      'request-two',
    ]);
    const zipped = await academy.api.get(path, { headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.body).toEqual(first.body);
    const etag = first.headers.get('etag')!;
    expect((await academy.api.get(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await academy.api.get(path, { headers: { 'if-none-match': 'W/"x"' } })).status).toBe(200);
  });

  it('lets the front end of another origin read an answer that was cached for nobody’s', async () => {
    const path = `/courses/${await publishedCourse('for a front end')}`;
    for (let round = 0; round < 2; round += 1) {
      expect((await academy.api.get(path)).headers.get('access-control-allow-origin')).toBeNull();
      const front = await academy.api.get(path, { headers: { origin: 'http://front.test' } });
      expect(front.headers.get('access-control-allow-origin')).toBe('http://front.test');
    }
  });

  it('shares one answer between forms of the same request, and never one between different requests', async () => {
    const forms = ['/courses?limit=2&page=1', '/courses?page=1&limit=2', '/courses?page=%31&limit=2'];
    const same = await Promise.all(forms.map((form) => academy.api.get(form)));
    const again = await Promise.all(forms.map((form) => academy.api.get(form)));
    expect(new Set([...same, ...again].map(({ headers }) => headers.get('etag'))).size).toBe(1);
    const pages = await Promise.all([1, 2].map((page) => academy.api.get(`/courses?limit=1&page=${page}`)));
    expect(pages.map(({ body }) => body.pagination.page)).toEqual([1, 2]);
  });
});
