import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { createConnection, type Collection, type Connection } from 'mongoose';
import { Redis } from 'ioredis';
import { ApiClient } from './api-client';
import { eventually } from './eventually';
import { freePort } from './free-port';

export type AppName =
  'gateway' | 'auth' | 'course' | 'payment' | 'community' | 'media' | 'ai-core' | 'stripe-simulator';

export interface AcademyOptions {
  /** Which services run beside the gateway. */
  readonly services: readonly Exclude<AppName, 'gateway'>[];
  /** Variables on top of the test's own, for every app. */
  readonly env?: NodeJS.ProcessEnv;
  /** How many replicas of each app, 1 unless said. */
  readonly replicas?: Partial<Record<AppName, number>>;
}

interface StartedApp {
  readonly url: string;
  stop(): Promise<void>;
}

export interface TestUser {
  readonly user_id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refresh_token: string;
}

export interface CaughtMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const ADMIN_EMAIL = 'admin@test.har.academy';
export const ADMIN_PASSWORD = 'Adm1n-of-the-tests';
export const TEST_PASSWORD = 'Learn2Grow!';

/** The platform, or some of its services, in this process, on free ports and data of its own. */
export class Academy {
  readonly api: ApiClient;

  constructor(
    readonly env: NodeJS.ProcessEnv,
    readonly apps: ReadonlyMap<AppName, readonly StartedApp[]>,
    private readonly connection: Connection,
    api?: ApiClient,
  ) {
    this.api = api ?? this.apiOf('gateway');
  }

  /** A client of one app's own port. */
  apiOf(app: AppName, replica = 0): ApiClient {
    return new ApiClient(this.urlOf(app, replica));
  }

  urlOf(app: AppName, replica = 0): string {
    const started = this.apps.get(app)?.[replica];
    if (!started) throw new Error(`${app} (${replica}) does not run in this academy`);
    return started.url;
  }

  async newLearner(profile: Record<string, unknown> = {}): Promise<TestUser> {
    const email = `learner-${randomBytes(6).toString('hex')}@test.har.academy`;
    const body = {
      email,
      password: TEST_PASSWORD,
      first_name: 'Ada',
      last_name: 'Test',
      language: 'en',
      ...profile,
    };
    const answer = await this.api.post('/auth/register', body);
    if (answer.status !== 201) throw new Error(`registration answered ${JSON.stringify(answer.body)}`);
    return toTestUser(answer.body.data, String(body.email), TEST_PASSWORD);
  }

  async newInstructor(profile: Record<string, unknown> = {}): Promise<TestUser> {
    const learner = await this.newLearner({ first_name: 'Grace', ...profile });
    const bio = { bio: 'Teaches spreadsheets for a living.', expertise_tags: ['Excel'] };
    const answer = await this.api.post('/auth/instructor-profile', bio, { token: learner.token });
    if (answer.status >= 300) throw new Error(`instructor profile answered ${JSON.stringify(answer.body)}`);
    return { ...learner, token: answer.body.data.token };
  }

  /** The administrator of the environment ("shadow admin"). */
  async admin(): Promise<TestUser> {
    const answer = await this.api.post('/auth/login', { email: ADMIN_EMAIL, password: ADMIN_PASSWORD });
    if (answer.status !== 200) throw new Error(`admin login answered ${JSON.stringify(answer.body)}`);
    return toTestUser(answer.body.data, ADMIN_EMAIL, ADMIN_PASSWORD);
  }

  /** A collection of a service's database, to see what was stored. */
  collection(service: AppName, name: string): Collection {
    const database = `${this.env.MONGODB_DATABASE_PREFIX}${service.replaceAll('-', '_')}`;
    return this.connection.useDb(database, { useCache: true }).collection(name);
  }

  /** The keys of what is kept in one area of the storage. */
  async storedObjects(area: 'private' | 'public'): Promise<string[]> {
    const Bucket = area === 'private' ? this.env.S3_BUCKET! : this.env.S3_PUBLIC_BUCKET!;
    const client = new S3Client({
      endpoint: this.env.S3_ENDPOINT!,
      region: this.env.S3_REGION ?? 'us-east-1',
      forcePathStyle: true,
      credentials: {
        accessKeyId: this.env.S3_ACCESS_KEY_ID!,
        secretAccessKey: this.env.S3_SECRET_ACCESS_KEY!,
      },
    });
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    client.destroy();
    return Contents.map(({ Key }) => Key!);
  }

  eventually = eventually;

  /** The mails that auth wrote, newest last. */
  async mails(): Promise<CaughtMail[]> {
    const folder = join(this.env.DATA_DIR!, 'mail');
    const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).sort();
    return Promise.all(
      files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as CaughtMail),
    );
  }

  async stop(): Promise<void> {
    for (const replicas of [...this.apps.values()].reverse()) {
      await Promise.all(replicas.map((app) => app.stop()));
    }
    for (const app of this.apps.keys()) await this.collection(app, 'any').conn.dropDatabase();
    await this.connection.close();
    await rm(this.env.DATA_DIR!, { recursive: true, force: true });
    await dropNamespace(this.env);
  }
}

/**
 * Starts the apps in this process. MONGODB_URI and REDIS_URL come from `npm test`; databases and namespace are new ones.
 *
 * @throws Error when a store is not given
 */
export async function startAcademy(options: AcademyOptions): Promise<Academy> {
  const env = await testEnvironment(options.env);
  const names: AppName[] = [...options.services, 'gateway'];
  const apps = new Map<AppName, StartedApp[]>();
  const ports: Partial<Record<AppName, string>> = {};
  const start = async (name: AppName, extra: NodeJS.ProcessEnv = {}): Promise<void> => {
    const count = options.replicas?.[name] ?? 1;
    const envOf = (replica: number) => ({
      ...env,
      ...extra,
      ...(replica === 0 && { PORT: ports[name] ?? '0' }),
    });
    apps.set(name, await Promise.all(Array.from({ length: count }, (_, i) => startApp(name, envOf(i)))));
  };
  if (names.includes('stripe-simulator')) {
    // Each of the two must know the other's address: payment's port is chosen first.
    const port = String(await freePort());
    await start('stripe-simulator', { WEBHOOK_URL: `http://127.0.0.1:${port}/api/v1/webhook/stripe` });
    env.STRIPE_API_BASE = apps.get('stripe-simulator')![0]!.url;
    ports.payment = port;
  }
  await Promise.all(
    names.filter((name) => name !== 'stripe-simulator' && name !== 'gateway').map((name) => start(name)),
  );
  await start('gateway');
  const connection = await createConnection(env.MONGODB_URI!).asPromise();
  const academy = new Academy(env, apps, connection);
  await Promise.all([...apps.values()].flat().map((app) => untilReady(app.url)));
  return academy;
}

async function startApp(name: AppName, env: NodeJS.ProcessEnv): Promise<StartedApp> {
  // By path, not by import: a library does not know the apps, a test names those it wants.
  const path = join(process.cwd(), 'apps', name, 'src', `${name}.app.ts`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- jest loads what it compiles by require only
  const app = require(path) as { start(env: NodeJS.ProcessEnv): Promise<StartedApp> };
  return app.start(env);
}

/** What every app of a test is started with: stores of `npm test`, databases and a namespace of its own. */
export async function testEnvironment(extra: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const { MONGODB_URI, REDIS_URL } = process.env;
  if (!MONGODB_URI || !REDIS_URL)
    throw new Error('Set MONGODB_URI and REDIS_URL, or run `npm test`, which does.');
  const id = `t${randomBytes(4).toString('hex')}`;
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    PORT: '0',
    MONGODB_URI,
    REDIS_URL,
    ...storageOf(id),
    MONGODB_DATABASE_PREFIX: `${id}_`,
    REDIS_NAMESPACE: id,
    DATA_DIR: await mkdtemp(join(tmpdir(), 'academy-')),
    // Whatever the machine has: tests that need video tools bring their own.
    VIDEO_TOOLS_PATH: '/nowhere',
    PUBLIC_URL: 'http://academy.test',
    FRONTEND_URL: 'http://front.test',
    KEY_ENCRYPTION_SECRET: randomBytes(32).toString('hex'),
    ADMIN_EMAIL,
    ADMIN_PASSWORD,
    STRIPE_SECRET_KEY: 'sk_test_academy',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_academy',
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(16).toString('hex')}`,
    RATE_LIMIT_PER_MINUTE: '1000000',
    // A busy machine answers late; what a test asks is answered all the same.
    LOAD_SHEDDING: 'false',
    ...extra,
  };
}

/** Buckets of its own in the storage that `npm test` gives; they go with it. */
function storageOf(id: string): NodeJS.ProcessEnv {
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env;
  const buckets = { S3_BUCKET: `${id}-private`, S3_PUBLIC_BUCKET: `${id}-public` };
  return { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, ...buckets };
}

async function untilReady(url: string): Promise<void> {
  await eventually(async () => {
    const response = await fetch(`${url}/health/ready`);
    const body = await response.text();
    if (!response.ok) throw new Error(`${url} is not ready: ${body}`);
  });
}

function toTestUser(
  data: { user: { _id: string }; token: string; refresh_token: string },
  email: string,
  password: string,
): TestUser {
  return { user_id: data.user._id, email, password, token: data.token, refresh_token: data.refresh_token };
}

async function dropNamespace(env: NodeJS.ProcessEnv): Promise<void> {
  const redis = new Redis(env.REDIS_URL!);
  for await (const keys of redis.scanStream({ match: `*${env.REDIS_NAMESPACE}:*`, count: 1000 })) {
    if ((keys as string[]).length > 0) await redis.unlink(keys as string[]);
  }
  await redis.quit();
}
