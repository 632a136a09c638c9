import { randomUUID } from 'node:crypto';
import { createConnection, Schema, type Connection, type Model } from 'mongoose';
import { appliedEventsPlugin, applyOnce } from './apply-once';
import { storeUrl } from '../test/messaging-fixture';

interface Course {
  status: string;
  enrollments_count: number;
  tags?: string[];
  applied_events?: string[];
}

describe('applyOnce', () => {
  let connection: Connection;
  let model: Model<Course>;

  beforeAll(async () => {
    connection = await createConnection(storeUrl('MONGODB_URI'), {
      dbName: `test_${randomUUID()}`,
    }).asPromise();
    const schema = new Schema<Course>({ status: String, enrollments_count: Number, tags: [String] });
    schema.plugin(appliedEventsPlugin);
    model = connection.model<Course>('Course', schema);
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  const newCourse = () => model.create({ status: 'published', enrollments_count: 0 });

  it('changes a counter once however often and however parallel an event comes', async () => {
    const { _id } = await newCourse();
    const events = Array.from({ length: 10 }, () => randomUUID());
    const deliveries = Array.from({ length: 5 }, () => events).flat();
    const applied = await Promise.all(
      deliveries.map((event) => applyOnce(model, { _id }, event, { $inc: { enrollments_count: 1 } })),
    );
    expect(applied.filter(Boolean)).toHaveLength(10);
    expect((await model.findById(_id).lean())?.enrollments_count).toBe(10);
  });

  it('applies nothing where the filter does not fit', async () => {
    const { _id } = await newCourse();
    const update = { $inc: { enrollments_count: 1 } };
    expect(await applyOnce(model, { _id, status: 'draft' }, 'event-1', update)).toBe(false);
    expect(await applyOnce(model, { _id, status: 'published' }, 'event-1', update)).toBe(true);
  });

  it('keeps a filter of its own on the applied events and another push', async () => {
    const { _id } = await newCourse();
    await applyOnce(model, { _id }, 'event-1', { $push: { tags: 'new' } });
    const course = await model.findById(_id).select('+applied_events').lean();
    expect(course).toMatchObject({ tags: ['new'], applied_events: ['event-1'] });
    const second = await applyOnce(model, { _id, applied_events: 'event-0' }, 'event-2', {
      $inc: { enrollments_count: 1 },
    });
    expect(second).toBe(false);
  });

  it('remembers the last 200 events, and does not show them to queries', async () => {
    const { _id } = await newCourse();
    await model.updateOne(
      { _id },
      { $set: { applied_events: Array.from({ length: 200 }, (_, n) => `old-${n}`) } },
    );
    await applyOnce(model, { _id }, 'newest', { $inc: { enrollments_count: 1 } });
    const remembered = (await model.findById(_id).select('+applied_events').lean())?.applied_events;
    expect(remembered).toHaveLength(200);
    expect(remembered?.[0]).toBe('old-1');
    expect(remembered?.at(-1)).toBe('newest');
    expect(await model.findById(_id).lean()).not.toHaveProperty('applied_events');
  });

  it('refuses a model that cannot remember events', async () => {
    const plain = connection.model('Plain', new Schema({ n: Number }));
    await expect(applyOnce(plain, {}, 'event-1', { $inc: { n: 1 } })).rejects.toThrow(
      'no applied-events plugin',
    );
  });
});
