import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Types } from 'mongoose';
import { samplePng, startAcademy, uploaded, type Academy, type TestUser } from '@har/testing';
import { fetched, FILES } from './course-files';
import { PaymentStandIn } from './payment-stand-in';
import { expectOk, teach, textLesson, type TaughtCourse } from './taught-course';

const CANARY = 'PAID-FRAMES-41d0';
const videoLesson = { title: 'Vidéo: “tables”', type: 'video', video: 'https://videos.example.org/1' };
let academy: Academy;
let payment: PaymentStandIn;
let author: TestUser;
let learner: TestUser;
let paid: TaughtCourse;
let tools: string;

beforeAll(async () => {
  tools = await fakeTools();
  academy = await startAcademy({
    services: ['auth', 'course', 'media'],
    env: { VIDEO_URL_TTL_SECONDS: '2', VIDEO_TOOLS_PATH: tools },
  });
  payment = await new PaymentStandIn(academy).start();
  [author, learner] = [await academy.newInstructor(), await academy.newLearner()];
  const lessons = [videoLesson, textLesson(), { ...videoLesson, is_free_preview: true }];
  paid = await teach(academy, author, { price: 30, lessons });
  await payment.tell({ user_id: learner.user_id, course_id: paid.id });
  expectOk(await academy.api.post(`/courses/${paid.id}/enroll`, undefined, as(learner)));
});
afterAll(async () => {
  await payment?.stop();
  await academy?.stop();
  await rm(tools, { recursive: true, force: true });
});

/** Programs that answer as ffprobe and ffmpeg do: 600.5 seconds, one frame; of what has BROKEN in it, nothing. */
async function fakeTools(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'video-tools-'));
  await writeFile(join(folder, 'frame.png'), samplePng(64, 36));
  const program = (name: string, body: string) =>
    writeFile(
      join(folder, name),
      `#!${process.execPath}\nconst url = process.argv[process.argv.indexOf('-i') + 1];\n` +
        `fetch(url).then((answer) => answer.text()).then((text) => {\n` +
        `  if (!text.includes('ftyp') || text.includes('BROKEN')) process.exit(1);\n  ${body}\n});\n`,
    ).then(() => chmod(join(folder, name), 0o755));
  const facts = {
    format: { duration: '600.500000' },
    streams: [{ codec_type: 'video' }, { codec_type: 'audio' }],
  };
  await program('ffprobe', `console.log(${JSON.stringify(JSON.stringify(facts))});`);
  await program(
    'ffmpeg',
    `process.stdout.write(require('fs').readFileSync(${JSON.stringify(join(folder, 'frame.png'))}));`,
  );
  return folder;
}

const as = (user?: TestUser) => ({ token: user?.token });
const set = async (lesson: string, body: object = {}, user = author) => {
  const upload_id = await uploaded(academy, author, FILES.video(CANARY));
  return academy.api.put(`/lessons/${lesson}/video`, { upload_id, ...body }, as(user));
};
const secureUrl = (lesson: string, user?: TestUser) =>
  academy.api.get(`/videos/${lesson}/secure-url`, as(user));
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];
/** What is kept of the files that were claimed for a lesson. */
const objectsOf = async (lesson: string) => {
  const lesson_id = new Types.ObjectId(lesson);
  const files = await academy.collection('media', 'uploads').find({ lesson_id }).toArray();
  const stored = await academy.storedObjects('private');
  return stored.filter((key) => files.some((file) => key.startsWith(String(file.key))));
};
const at = (index: number) => paid.lesson_ids[index]!;
const teachVideo = () => teach(academy, author, { lessons: [videoLesson, textLesson()] });

describe('PUT /lessons/:lesson_id/video', () => {
  it('keeps the video with its duration and picture, and never says where', async () => {
    const { status, body } = await set(at(0), { transcript: 'What is said.', duration_seconds: 99 });
    expect(status).toBe(200);
    expect(body.data.lesson).toMatchObject({
      _id: at(0),
      duration_seconds: 601,
      video: {
        url: null,
        hosted: true,
        duration_seconds: 600.5,
        transcript: 'What is said.',
        thumbnail_url: null,
      },
    });
    expect(JSON.stringify(body)).not.toMatch(/file_id|uploads\//);
    const course = await academy.api.get(`/courses/${paid.id}`);
    expect(course.body.data.course.total_duration_hours).toBeCloseTo(0.17);
  });

  it('changes what is said of it without another upload', async () => {
    const course = await teachVideo();
    const lesson = course.lesson_ids[0]!;
    const say = (body: object) => academy.api.put(`/lessons/${lesson}/video`, body, as(author));
    expect(codeOf(await say({ transcript: 'Too early.' }))).toEqual([404, 'VIDEO_NOT_HOSTED']);
    await set(lesson);
    const { body } = await say({ transcript: 'Later.', duration_seconds: 40 });
    expect(body.data.lesson.video).toMatchObject({
      transcript: 'Later.',
      duration_seconds: 40,
      hosted: true,
    });
  });

  it('makes a lesson without a body complete', async () => {
    const course = await teach(academy, author, {
      lessons: [{ title: 'Empty', type: 'video' }],
      publish: false,
    });
    const publish = () => academy.api.post(`/courses/${course.id}/publish`, undefined, as(author));
    expect(codeOf(await publish())).toEqual([400, 'COURSE_NOT_PUBLISHABLE']);
    expect((await set(course.lesson_ids[0]!)).status).toBe(200);
    expect((await publish()).status).toBe(200);
  });

  it('removes the video that it replaces, that an address replaces, and that goes with its lesson', async () => {
    const course = await teachVideo();
    const lesson = course.lesson_ids[0]!;
    const lessonPath = `/courses/${course.id}/modules/${course.module_id}/lessons/${lesson}`;
    const addressOf = async () => String((await secureUrl(lesson, author)).body.data.url);
    const isGone = (url: string) =>
      academy.eventually(async () => expect([403, 404]).toContain((await fetched(url)).status));
    await set(lesson);
    const first = await addressOf();
    await set(lesson);
    await isGone(first);
    const second = await addressOf();
    await academy.api.patch(lessonPath, { video: 'https://videos.example.org/2' }, as(author));
    expect(codeOf(await secureUrl(lesson, author))).toEqual([404, 'VIDEO_NOT_HOSTED']);
    await isGone(second);
    await set(lesson);
    const objects = await objectsOf(lesson);
    // The video and its picture.
    expect(objects).toHaveLength(2);
    expect((await academy.api.delete(lessonPath, as(author))).status).toBe(200);
    await academy.eventually(async () => expect(await objectsOf(lesson)).toEqual([]));
    expect(await academy.storedObjects('private')).not.toEqual(expect.arrayContaining([objects[0]]));
    expect(codeOf(await secureUrl(lesson, author))).toEqual([404, 'LESSON_NOT_FOUND']);
  });

  it('keeps one of many that are set at once', async () => {
    const course = await teachVideo();
    const lesson = course.lesson_ids[0]!;
    const answers = await Promise.all(Array.from({ length: 10 }, () => set(lesson)));
    // A busy machine does not answer all of them; whatever it took is settled all the same.
    for (const { status } of answers) expect([200, 503]).toContain(status);
    await academy.eventually(async () => expect(await objectsOf(lesson)).toHaveLength(2));
    const { url } = (await secureUrl(lesson, author)).body.data as { url: string };
    expect((await fetched(url)).status).toBe(200);
  });

  it('refuses what is no video lesson of one’s own, and no video', async () => {
    expect(codeOf(await set(at(1)))).toEqual([400, 'LESSON_NOT_VIDEO']);
    expect(codeOf(await set('0'.repeat(24)))).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(codeOf(await set(at(0), {}, await academy.newInstructor()))).toEqual([403, 'COURSE_NOT_OWNER']);
    expect(codeOf(await set(at(0), {}, learner))).toEqual([403, 'INSTRUCTOR_REQUIRED']);
    await expect(uploaded(academy, author, FILES.video('BROKEN'))).rejects.toThrow('UPLOAD_REFUSED');
    const upload_id = await uploaded(academy, author, FILES.pdf());
    const wrong = await academy.api.put(`/lessons/${at(0)}/video`, { upload_id }, as(author));
    expect(codeOf(wrong)).toEqual([400, 'UPLOAD_WRONG_PURPOSE']);
  });
});

describe('GET /videos/:lesson_id/secure-url', () => {
  it('answers an address that plays in ranges and is dead when its time is over', async () => {
    await set(at(0));
    const { status, body } = await secureUrl(at(0), learner);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ content_type: 'video/mp4', duration_seconds: 601 });
    const { url, thumbnail_url, expires_at } = body.data as Record<string, string>;
    expect(Date.parse(expires_at!) - Date.now()).toBeLessThanOrEqual(2_000);
    const whole = await fetched(url!);
    expect(whole.body.toString('latin1')).toContain(CANARY);
    expect(whole.headers.get('content-disposition')).toMatch(/^inline; filename="Video: _tables_\.mp4"/);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const part = await fetched(url!, { range: 'bytes=4-7' });
    expect([part.status, part.body.toString(), part.headers.get('content-range')]).toEqual([
      206,
      'ftyp',
      `bytes 4-7/${whole.body.length}`,
    ]);
    expect((await fetched(thumbnail_url!)).headers.get('content-type')).toBe('image/webp');
    await sleep(3_100);
    for (const address of [url!, thumbnail_url!]) {
      for (const headers of [{}, { range: 'bytes=0-3' }]) {
        const dead = await fetched(address, headers);
        expect(dead.status).toBe(403);
        expect(dead.body.toString('latin1')).not.toContain(CANARY);
      }
    }
  });

  it('is for those who may open the lesson', async () => {
    await set(at(0));
    const stranger = await academy.newLearner();
    expect(codeOf(await secureUrl(at(0), stranger))).toEqual([403, 'NOT_ENROLLED']);
    expect(codeOf(await secureUrl(at(0)))).toEqual([401, 'UNAUTHORIZED']);
    expect(codeOf(await secureUrl('0'.repeat(24), learner))).toEqual([404, 'LESSON_NOT_FOUND']);
    expect(codeOf(await secureUrl(at(1), learner))).toEqual([400, 'LESSON_NOT_VIDEO']);
    expect(codeOf(await secureUrl(at(2)))).toEqual([404, 'VIDEO_NOT_HOSTED']);
    await set(at(2));
    expect((await secureUrl(at(2))).status).toBe(200);
    for (const user of [author, await academy.admin()])
      expect((await secureUrl(at(0), user)).status).toBe(200);
    const opened = await academy.api.get(`/courses/${paid.id}/lessons/${at(0)}`, as(learner));
    expect(JSON.stringify(opened.body)).not.toMatch(/X-Amz|uploads\//);
  });

  it('refuses the next call after a refund, and after the end of a plan', async () => {
    await set(at(0));
    const user = await academy.newLearner();
    const right = await payment.tell({ user_id: user.user_id, course_id: paid.id });
    expectOk(await academy.api.post(`/courses/${paid.id}/enroll`, undefined, as(user)));
    expect((await secureUrl(at(0), user)).status).toBe(200);
    await payment.tell({ ...right, version: 2, active: false });
    await academy.eventually(async () =>
      expect(codeOf(await secureUrl(at(0), user))).toEqual([403, 'COURSE_ACCESS_ENDED']),
    );
    const soon = new Date(Date.now() + 1_500).toISOString();
    await payment.tell({ ...right, version: 3, active: true, expires_at: soon });
    await academy.eventually(async () => expect((await secureUrl(at(0), user)).status).toBe(200));
    await academy.eventually(async () =>
      expect(codeOf(await secureUrl(at(0), user))).toEqual([403, 'COURSE_ACCESS_ENDED']),
    );
  });
});
