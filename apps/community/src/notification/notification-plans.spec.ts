import { randomBytes } from 'node:crypto';
import { createConnection, Types, type Connection, type Model } from 'mongoose';
import { eventually } from '@har/testing';
import { MAIL_ROUNDS, mailRoundSchema, type StoredMailRound } from './mail-round.schema';
import { NOTIFICATIONS, notificationSchema, type Notification } from './notification.schema';

/** Below some thousand documents a planner may rightly prefer to read them all. */
const DOCUMENTS = 4_000;
const NEWEST = { created_at: -1, _id: -1 } as const;
const RECIPIENT = new Types.ObjectId();

let connection: Connection;
let notifications: Model<Notification>;
let rounds: Model<StoredMailRound>;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  notifications = connection.model(NOTIFICATIONS, notificationSchema) as unknown as Model<Notification>;
  rounds = connection.model(MAIL_ROUNDS, mailRoundSchema) as unknown as Model<StoredMailRound>;
  await Promise.all([notifications.init(), rounds.init()]);
  const numbers = Array.from({ length: DOCUMENTS }, (_, i) => i);
  await notifications.collection.insertMany(
    numbers.map((i) => ({
      recipient_id: i % 20 === 0 ? RECIPIENT : new Types.ObjectId(),
      event_id: `event-${i}`,
      comment_id: new Types.ObjectId().toHexString(),
      in_app: true,
      read_at: i % 3 === 0 ? null : new Date(i),
      created_at: new Date(i),
    })),
  );
  await rounds.collection.insertMany(
    numbers.map((i) => ({ _id: `user-${i}`, has_waiting: i % 50 === 0, next_at: new Date(i) })) as never[],
  );
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const own = { recipient_id: RECIPIENT, in_app: true };

it.each<[string, () => { explain(mode: 'queryPlanner'): PromiseLike<unknown> }]>([
  ['one’s own, the newest first', () => notifications.find(own).sort(NEWEST).limit(10)],
  [
    'unread ones',
    () =>
      notifications
        .find({ ...own, read_at: null })
        .sort(NEWEST)
        .limit(10),
  ],
  ['one of an event', () => notifications.find({ event_id: 'event-7', recipient_id: RECIPIENT })],
  ['those of a comment', () => notifications.find({ comment_id: new Types.ObjectId().toHexString() })],
  [
    'rounds that are due',
    () =>
      rounds
        .find({ has_waiting: true, next_at: { $lte: new Date() } })
        .sort({ next_at: 1 })
        .limit(100),
  ],
])('finds %s by an index, in its order', async (_what, query) => {
  // A server that counts new rows in the background plans by guess until then.
  await eventually(async () => {
    const plan = JSON.stringify(await query().explain('queryPlanner'));
    expect(plan).toMatch(/IXSCAN|Index Scan|Bitmap/);
    expect(plan).not.toMatch(/COLLSCAN|Seq Scan|"stage":"SORT"|"Node Type":"(?:Incremental )?Sort"/);
  }, 60_000);
});
