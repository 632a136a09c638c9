import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { createConnection, type Connection } from 'mongoose';
import { withServiceContext } from '@har/operations';
import { definition as course } from '../apps/course/src/course.app';
import { rebuildCounters } from '../apps/course/src/rebuild-counters';
import { linesOfReport } from './rebuild-report';

describe('linesOfReport', () => {
  it('names what is right, and every difference that was mended', () => {
    const report = { course: { totals: [], catalogue: { counts: ['domain:R', 'all'] } } };
    expect(linesOfReport(report)).toEqual([
      'course.totals: right',
      'course.catalogue.counts: 2 mended',
      '  "domain:R"',
      '  "all"',
    ]);
  });
});

describe('rebuilding from a command', () => {
  const id = `t${randomBytes(4).toString('hex')}`;
  const env = { ...process.env, MONGODB_DATABASE_PREFIX: `${id}_`, REDIS_NAMESPACE: id };
  let database: Connection;

  beforeAll(async () => {
    database = await createConnection(process.env.MONGODB_URI!, { dbName: `${id}_course` }).asPromise();
  });
  afterAll(async () => {
    await database.dropDatabase();
    await database.close();
    const redis = new Redis(process.env.REDIS_URL!);
    const keys = await redis.keys(`${id}:*`);
    if (keys.length > 0) await redis.unlink(keys);
    await redis.quit();
  });

  it('mends a wrong counter once, and says so', async () => {
    const counts = database.collection<{ _id: string; count: number }>('catalogue_counts');
    await counts.insertOne({ _id: 'domain:R', count: 7 });
    const rebuild = async () =>
      linesOfReport({ ...(await withServiceContext(course, env, rebuildCounters)) });
    expect(await rebuild()).toEqual([
      'slugs: right',
      'totals: right',
      'enrollments: right',
      'progress: right',
      'threads: right',
      'ratings: right',
      'votes: right',
      'catalogue.courses: right',
      'catalogue.counts: 1 mended',
      '  "domain:R"',
    ]);
    expect(await counts.findOne({ _id: 'domain:R' })).toMatchObject({ count: 0 });
    expect((await rebuild()).filter((line) => !line.endsWith(': right'))).toEqual([]);
  });

  it('names the variables that are missing', async () => {
    await expect(withServiceContext(course, {}, rebuildCounters)).rejects.toThrow(
      /REDIS_URL \(is missing\).*MONGODB_URI \(is missing\)/,
    );
  });
});
