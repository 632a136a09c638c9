import { Types } from 'mongoose';
import { sampleZip, startAcademy, uploaded, type Academy, type SentFile, type TestUser } from '@har/testing';
import { fetched, FILES } from './course-files';
import { PaymentStandIn } from './payment-stand-in';
import { expectOk, teach, textLesson, type TaughtCourse } from './taught-course';

const CANARY = 'PAID-FILE-7c1e';
let academy: Academy;
let payment: PaymentStandIn;
let author: TestUser;
let other: TestUser;
let learner: TestUser;
let stranger: TestUser;
let paid: TaughtCourse;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course', 'media'] });
  payment = await new PaymentStandIn(academy).start();
  [author, other] = [await academy.newInstructor(), await academy.newInstructor()];
  [learner, stranger] = [await academy.newLearner(), await academy.newLearner()];
  const lessons = [textLesson(), textLesson({ is_free_preview: true })];
  paid = await teach(academy, author, { price: 30, lessons });
  await payment.tell({ user_id: learner.user_id, course_id: paid.id, entitlement_id: 'a'.repeat(24) });
  expectOk(await academy.api.post(`/courses/${paid.id}/enroll`, undefined, as(learner)));
});
afterAll(async () => {
  await payment?.stop();
  await academy?.stop();
});

const as = (user?: TestUser) => ({ token: user?.token });
const send = (file: SentFile = FILES.pdf(CANARY), user = author) => uploaded(academy, user, file);
const attach = async (body: object = {}, path = `/courses/${paid.id}/resources`) => {
  const full = { upload_id: await send(), type: 'pdf', ...body };
  return expectOk(await academy.api.post(path, full, as(author))).body.data.resource;
};
const listOf = (path: string, user?: TestUser) => academy.api.get(path, as(user));
const download = (id: string, user?: TestUser) => academy.api.get(`/resources/${id}/download`, as(user));
const patch = (id: string, body: object, user = author) =>
  academy.api.patch(`/resources/${id}`, body, as(user));
const remove = (id: string, user = author) => academy.api.delete(`/resources/${id}`, as(user));
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];
const newCourse = (more: Record<string, unknown> = {}) => teach(academy, author, more);

describe('POST /courses/:id/resources', () => {
  it('attaches a verified upload, under its name unless said', async () => {
    const resource = await attach();
    expect(resource).toMatchObject({
      course_id: paid.id,
      lesson_id: null,
      title: 'Résumé.pdf',
      type: 'pdf',
      content_type: 'application/pdf',
      file_size: FILES.pdf(CANARY).bytes.length,
      download_count: 0,
    });
    expect(Object.keys(resource).join()).not.toMatch(/key|file_id|upload/);
    expect((await attach({ title: 'Plan' })).title).toBe('Plan');
  });

  it('uses an upload once, whoever asks at once', async () => {
    const course = await newCourse();
    const upload_id = await send();
    const body = { upload_id, type: 'pdf' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => academy.api.post(`/courses/${course.id}/resources`, body, as(author))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map((one) => one.body.error.code))).toEqual(
      new Set(['UPLOAD_ALREADY_USED']),
    );
  });

  it('numbers without gaps what is attached at once', async () => {
    const course = await newCourse();
    const ids = await Promise.all(Array.from({ length: 20 }, () => send()));
    await Promise.all(
      ids.map((upload_id) =>
        academy.api.post(`/courses/${course.id}/resources`, { upload_id, type: 'pdf' }, as(author)),
      ),
    );
    const { resources } = (await listOf(`/courses/${course.id}/resources`, author)).body.data;
    expect(resources.map(({ order }: { order: number }) => order)).toEqual(ids.map((_, at) => at + 1));
  });

  it('refuses whatever is not the author’s to attach', async () => {
    const path = `/courses/${paid.id}/resources`;
    const post = async (body: object, user = author) => codeOf(await academy.api.post(path, body, as(user)));
    const upload_id = await send();
    expect(await post({ upload_id, type: 'pdf' }, other)).toEqual([403, 'COURSE_NOT_OWNER']);
    expect(await post({ upload_id, type: 'pdf' }, learner)).toEqual([403, 'INSTRUCTOR_REQUIRED']);
    expect(await post({ upload_id, type: 'project_source' })).toEqual([415, 'UPLOAD_TYPE_REFUSED']);
    expect(await post({ upload_id: await send(FILES.pdf(), other), type: 'pdf' })).toEqual([
      404,
      'UPLOAD_NOT_FOUND',
    ]);
    expect(await post({ upload_id: await send(FILES.video()), type: 'other' })).toEqual([
      400,
      'UPLOAD_WRONG_PURPOSE',
    ]);
    expect(await post({ upload_id, type: 'pdf', s3_key: 'uploads/x' })).toEqual([400, 'VALIDATION_FAILED']);
    const nowhere = `/courses/${'0'.repeat(24)}/resources`;
    expect(codeOf(await academy.api.post(nowhere, { upload_id, type: 'pdf' }, as(author)))).toEqual([
      404,
      'COURSE_NOT_FOUND',
    ]);
    // It was refused, so it is still to be used.
    expect(await post({ upload_id, type: 'pdf' })).toEqual([201, undefined]);
  });

  it('takes fifty and no more', async () => {
    const course = await newCourse();
    await attach({}, `/courses/${course.id}/resources`);
    const shelves = academy.collection('course', 'resource_shelves');
    const _id = new Types.ObjectId(course.id);
    const [item] = (await shelves.findOne({ _id }))!.items as [object];
    await shelves.updateOne({ _id }, { $set: { items: Array.from({ length: 45 }, () => item) } });
    const ids = await Promise.all(Array.from({ length: 12 }, () => send()));
    const answers = await Promise.all(
      ids.map((upload_id) =>
        academy.api.post(`/courses/${course.id}/resources`, { upload_id, type: 'pdf' }, as(author)),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    const refused = answers.find(({ status }) => status !== 201)!;
    expect(codeOf(refused)).toEqual([400, 'TOO_MANY_RESOURCES']);
  });
});

describe('POST /lessons/:lesson_id/resources', () => {
  it('attaches to a lesson, and to no lesson that is not there', async () => {
    const [lesson] = paid.lesson_ids;
    const resource = await attach({}, `/lessons/${lesson}/resources`);
    expect(resource).toMatchObject({ course_id: paid.id, lesson_id: lesson, order: 1 });
    const body = { upload_id: await send(), type: 'pdf' };
    const nowhere = await academy.api.post(`/lessons/${'0'.repeat(24)}/resources`, body, as(author));
    expect(codeOf(nowhere)).toEqual([404, 'LESSON_NOT_FOUND']);
    const stolen = await academy.api.post(`/lessons/${lesson}/resources`, body, as(other));
    expect(codeOf(stolen)).toEqual([403, 'COURSE_NOT_OWNER']);
  });
});

describe('GET /resources/:id/download', () => {
  it('lets an enrolled and entitled learner save the file under its name', async () => {
    const { _id } = await attach();
    const { status, body } = await download(_id, learner);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ filename: 'Résumé.pdf', content_type: 'application/pdf' });
    const seconds = (Date.parse(body.data.expires_at) - Date.now()) / 1_000;
    expect(seconds).toBeLessThanOrEqual(600);
    const file = await fetched(body.data.url);
    expect(file.body.toString()).toContain(CANARY);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="Resume.pdf"; filename*=UTF-8''R%C3%A9sum%C3%A9.pdf`,
    );
    expect(file.headers.get('cache-control')).toBe('private, no-store');
    const part = await fetched(body.data.url, { range: 'bytes=0-4' });
    expect([part.status, part.body.toString()]).toEqual([206, '%PDF-']);
  });

  it('counts every download', async () => {
    const { _id } = await attach();
    await Promise.all(Array.from({ length: 50 }, () => download(_id, learner)));
    await Promise.all([
      patch(_id, { title: 'Renamed' }),
      ...Array.from({ length: 10 }, () => download(_id, learner)),
    ]);
    const { resources } = (await listOf(`/courses/${paid.id}/resources`, author)).body.data;
    expect(resources.find((one: { _id: string }) => one._id === _id)).toMatchObject({
      title: 'Renamed',
      download_count: 60,
    });
  });

  it('has nothing for those without a right, by no route, link, range or guess', async () => {
    const course = await attach();
    const lesson = await attach({}, `/lessons/${paid.lesson_ids[0]}/resources`);
    for (const { _id } of [course, lesson]) {
      expect(codeOf(await download(_id, stranger))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await download(_id, other))).toEqual([403, 'NOT_ENROLLED']);
      expect(codeOf(await download(_id))).toEqual([401, 'UNAUTHORIZED']);
      for (const user of [author, learner, await academy.admin()]) {
        expect((await download(_id, user)).status).toBe(200);
      }
    }
    expect(codeOf(await listOf(`/courses/${paid.id}/resources`, stranger))).toEqual([403, 'NOT_ENROLLED']);
    expect(codeOf(await listOf(`/lessons/${paid.lesson_ids[0]}/resources`, stranger))).toEqual([
      403,
      'NOT_ENROLLED',
    ]);
    const { url } = (await download(course._id, learner)).body.data as { url: string };
    const bare = url.replace(/[?].*/, '');
    const folder = bare.replace(/[^/]+$/, '');
    const tampered = [
      bare,
      folder,
      `${new URL(bare).origin}/${bare.split('/')[3]}?list-type=2`,
      url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=604800'),
      url.replace(/X-Amz-Signature=\w{4}/, 'X-Amz-Signature=0000'),
      url.replace('attachment', 'inline'),
      url.replace('application%2Fpdf', 'text%2Fhtml'),
    ];
    for (const address of tampered) {
      for (const headers of [{}, { range: 'bytes=0-10' }]) {
        const answer = await fetched(address, headers);
        expect([address, answer.status]).toEqual([address, 403]);
        expect(answer.body.toString()).not.toContain(CANARY);
      }
    }
  });

  it('opens with a free preview for everybody', async () => {
    const { _id } = await attach({}, `/lessons/${paid.lesson_ids[1]}/resources`);
    expect((await download(_id)).status).toBe(200);
    expect((await listOf(`/lessons/${paid.lesson_ids[1]}/resources`)).status).toBe(200);
  });

  it('ends with the right to the course', async () => {
    const { _id } = await attach();
    const user = await academy.newLearner();
    const right = await payment.tell({ user_id: user.user_id, course_id: paid.id });
    expectOk(await academy.api.post(`/courses/${paid.id}/enroll`, undefined, as(user)));
    expect((await download(_id, user)).status).toBe(200);
    await payment.tell({ ...right, version: 2, active: false });
    await academy.eventually(async () =>
      expect(codeOf(await download(_id, user))).toEqual([403, 'COURSE_ACCESS_ENDED']),
    );
    expect(codeOf(await listOf(`/courses/${paid.id}/resources`, user))).toEqual([403, 'COURSE_ACCESS_ENDED']);
  });

  it('knows none that is not there', async () => {
    expect(codeOf(await download('0'.repeat(24), learner))).toEqual([404, 'RESOURCE_NOT_FOUND']);
    const draft = await newCourse({ publish: false });
    const { _id } = await attach({}, `/courses/${draft.id}/resources`);
    expect(codeOf(await download(_id, learner))).toEqual([404, 'COURSE_NOT_FOUND']);
  });
});

describe('PATCH /resources/:id', () => {
  it('moves, and stays dense when many move at once', async () => {
    const course = await newCourse();
    const path = `/courses/${course.id}/resources`;
    const ids: string[] = [];
    for (const title of ['a', 'b', 'c', 'd']) ids.push((await attach({ title }, path))._id);
    const titles = async () =>
      (await listOf(path, author)).body.data.resources.map(
        ({ title, order }: { title: string; order: number }) => `${order}${title}`,
      );
    expect((await patch(ids[3]!, { order: 1 })).body.data.resource.order).toBe(1);
    expect(await titles()).toEqual(['1d', '2a', '3b', '4c']);
    expect((await patch(ids[3]!, { order: 900 })).body.data.resource.order).toBe(4);
    await Promise.all(Array.from({ length: 50 }, (_, at) => patch(ids[at % 4]!, { order: 1 + (at % 3) })));
    const after = await titles();
    expect(after.map((one: string) => one[0]).join('')).toBe('1234');
    expect(after.map((one: string) => one[1]).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('replaces the file and removes the old one', async () => {
    const resource = await attach();
    const { url } = (await download(resource._id, learner)).body.data as { url: string };
    const upload_id = await send(FILES.pdf('second edition'));
    const { body } = await patch(resource._id, { upload_id, title: 'Second' });
    expect(body.data.resource).toMatchObject({ _id: resource._id, title: 'Second' });
    const now = await download(resource._id, learner);
    expect((await fetched(now.body.data.url)).body.toString()).toContain('second edition');
    await academy.eventually(async () => expect((await fetched(url)).status).toBe(404));
    // Again, it is there already.
    expect((await patch(resource._id, { upload_id })).status).toBe(200);
  });

  it('refuses what is not the author’s, and a type that the file is not of', async () => {
    const { _id } = await attach();
    expect(codeOf(await patch(_id, { title: 'Mine' }, other))).toEqual([403, 'COURSE_NOT_OWNER']);
    expect(codeOf(await patch(_id, { type: 'project_source' }))).toEqual([415, 'UPLOAD_TYPE_REFUSED']);
    expect((await patch(_id, { type: 'slide' })).body.data.resource.type).toBe('slide');
    expect(codeOf(await patch('0'.repeat(24), { title: 'None' }))).toEqual([404, 'RESOURCE_NOT_FOUND']);
    expect(codeOf(await patch(_id, {}))).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('DELETE /resources/:id', () => {
  it('removes the file with it', async () => {
    const { _id } = await attach();
    const { url } = (await download(_id, learner)).body.data as { url: string };
    expect(codeOf(await remove(_id, other))).toEqual([403, 'COURSE_NOT_OWNER']);
    expect((await remove(_id)).status).toBe(200);
    expect(codeOf(await remove(_id))).toEqual([404, 'RESOURCE_NOT_FOUND']);
    await academy.eventually(async () => expect((await fetched(url)).status).toBe(404));
  });

  it('comes with the lesson, also for what is attached to it at that moment', async () => {
    const zip: SentFile = {
      purpose: 'resource',
      filename: 'source.zip',
      content_type: 'application/zip',
      bytes: sampleZip([{ name: 'a' }]),
    };
    const course = await newCourse();
    const lesson = course.lesson_ids[0]!;
    const path = `/lessons/${lesson}/resources`;
    const { _id } = await attach({ upload_id: await send(zip), type: 'project_source' }, path);
    const { url } = (await download(_id, author)).body.data as { url: string };
    const late = await Promise.all(Array.from({ length: 5 }, () => send(zip)));
    const gone = academy.api.delete(
      `/courses/${course.id}/modules/${course.module_id}/lessons/${lesson}`,
      as(author),
    );
    const racing = late.map((upload_id) =>
      academy.api.post(path, { upload_id, type: 'project_source' }, as(author)),
    );
    expect((await gone).status).toBe(200);
    await Promise.all(racing);
    await academy.eventually(async () => expect((await fetched(url)).status).toBe(404));
    await academy.eventually(async () => {
      const uploads = await academy
        .collection('media', 'uploads')
        .find({ lesson_id: new Types.ObjectId(lesson) })
        .toArray();
      expect(uploads.filter(({ status }) => status === 'attached')).toEqual([]);
    });
    expect((await download(_id, author)).status).toBe(404);
  });
});

describe('a canary in every paid file', () => {
  it('is in no answer to somebody without a right', async () => {
    const resource = await attach({ title: 'Plan' });
    const paths = [
      '/courses',
      `/courses/${paid.id}`,
      `/courses/${paid.id}/lessons`,
      `/courses/${paid.id}/resources`,
      `/courses/${paid.id}/lessons/${paid.lesson_ids[0]}`,
      `/lessons/${paid.lesson_ids[0]}/resources`,
      `/resources/${resource._id}/download`,
      `/videos/${paid.lesson_ids[0]}/secure-url`,
    ];
    for (const path of paths) {
      for (const user of [undefined, stranger, other]) {
        const { body } = await listOf(path, user);
        expect(JSON.stringify(body)).not.toMatch(/X-Amz|uploads\/|PAID-FILE/);
      }
    }
  });
});
