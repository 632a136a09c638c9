import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  openUploadOf,
  putParts,
  samplePdf,
  samplePng,
  sendFile,
  startAcademy,
  uploaded,
  type Academy,
  type AskedPart,
  type SentFile,
  type TestUser,
} from '@har/testing';

const MIB = 1_048_576;
let academy: Academy;
let instructor: TestUser;
let other: TestUser;
let learner: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'media'], env: { UPLOAD_SWEEP_MS: '200' } });
  instructor = await academy.newInstructor();
  other = await academy.newInstructor();
  learner = await academy.newLearner();
});
afterAll(() => academy?.stop());

const pdf = (changes: Partial<SentFile> = {}): SentFile => ({
  purpose: 'resource',
  filename: 'plan.pdf',
  content_type: 'application/pdf',
  bytes: samplePdf(randomBytes(8).toString('hex')),
  ...changes,
});
const open = async (file: SentFile, user = instructor) => {
  const { status, body } = await openUploadOf(academy, user, file);
  expect(status).toBe(201);
  return body.data.upload as { _id: string; missing_parts: AskedPart[] };
};
const api = (user: TestUser) => ({ token: user.token });
const get = (id: string, user = instructor) => academy.api.get(`/uploads/${id}`, api(user));
const complete = (id: string, user = instructor) =>
  academy.api.post(`/uploads/${id}/complete`, undefined, api(user));
const abort = (id: string, user = instructor) => academy.api.delete(`/uploads/${id}`, api(user));
const put = async (url: string, body: Buffer, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(body), headers });
  await answer.arrayBuffer();
  return answer.status;
};

describe('POST /uploads', () => {
  it.each([
    ['a learner and a resource', () => learner, pdf(), 403, 'INSTRUCTOR_REQUIRED'],
    [
      'a type that the purpose does not take',
      () => instructor,
      pdf({ purpose: 'avatar' }),
      415,
      'UPLOAD_TYPE_REFUSED',
    ],
    [
      'a type that nothing takes',
      () => instructor,
      pdf({ content_type: 'image/svg+xml' }),
      400,
      'VALIDATION_FAILED',
    ],
    ['a name with a path', () => instructor, pdf({ filename: '../plan.pdf' }), 400, 'VALIDATION_FAILED'],
    [
      'a name that reads backwards',
      () => instructor,
      pdf({ filename: 'a\u202efdp.exe' }),
      400,
      'VALIDATION_FAILED',
    ],
    ['an empty file', () => instructor, pdf({ bytes: Buffer.alloc(0) }), 400, 'VALIDATION_FAILED'],
  ])('refuses %s', async (_what, user, file, status, code) => {
    const answer = await openUploadOf(academy, user(), file);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('refuses what is too large for its purpose', async () => {
    const body = { purpose: 'avatar', filename: 'a.png', content_type: 'image/png', size: 11 * MIB };
    const answer = await academy.api.post('/uploads', body, api(learner));
    expect([answer.status, answer.body.error.code]).toEqual([413, 'UPLOAD_TOO_LARGE']);
  });

  it('gives a user twenty places, whoever asks at once', async () => {
    const user = await academy.newInstructor();
    const answers = await Promise.all(Array.from({ length: 50 }, () => openUploadOf(academy, user, pdf())));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set(['TOO_MANY_UPLOADS']));
    const { _id } = answers.find(({ status }) => status === 201)!.body.data.upload;
    expect((await abort(_id, user)).status).toBe(200);
    expect((await openUploadOf(academy, user, pdf())).status).toBe(201);
  });

  it('gives the same upload again for the same key', async () => {
    const file = pdf();
    const { bytes, ...said } = file;
    const send = () =>
      academy.api.post(
        '/uploads',
        { ...said, size: bytes.length },
        { ...api(instructor), headers: { 'idempotency-key': 'same-upload-again' } },
      );
    const [first, second] = [await send(), await send()];
    expect(first.body.data.upload._id).toBe(second.body.data.upload._id);
  });
});

describe('an address of a part', () => {
  it('takes the bytes of its part and nothing else', async () => {
    const file = pdf();
    const { _id, missing_parts } = await open(file);
    const { url } = missing_parts[0]!;
    expect(missing_parts).toHaveLength(1);
    const [shorter, longer] = [file.bytes.subarray(1), Buffer.concat([file.bytes, Buffer.alloc(1)])];
    expect(await put(url, shorter)).toBe(403);
    expect(await put(url, longer)).toBe(403);
    expect(await put(url.replace(_id, '0'.repeat(24)), file.bytes)).toBe(403);
    expect(await put(url.replace('partNumber=1', 'partNumber=2'), file.bytes)).toBe(403);
    expect(await put(url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=86400'), file.bytes)).toBe(403);
    expect(await put(url.replace(/[?].*/, ''), file.bytes)).toBe(403);
    expect((await fetch(url)).status).toBe(403);
    expect(await put(url, file.bytes)).toBe(200);
    expect((await complete(_id)).body.data.upload).toMatchObject({ status: 'ready', missing_parts: [] });
    // What was verified cannot be changed any more.
    expect(await put(url, file.bytes)).toBe(404);
  });
});

describe('GET /uploads/:id', () => {
  it('resumes: says what is missing, with addresses for that alone', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(33 * MIB, 'one line of text\n')]);
    const file = pdf({ filename: 'long.csv', content_type: 'text/csv', bytes: bytes.subarray(0, 18 * MIB) });
    const { _id, missing_parts } = await open(file);
    expect(missing_parts.map(({ part_number, size }) => [part_number, size])).toEqual([
      [1, 16 * MIB],
      [2, 2 * MIB],
    ]);
    await putParts(missing_parts.slice(1), file.bytes);
    expect((await complete(_id)).body.error).toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
    const { upload } = (await get(_id)).body.data;
    expect(upload).toMatchObject({ status: 'open', parts_total: 2, parts_arrived: 1 });
    expect(upload.missing_parts.map((part: AskedPart) => part.part_number)).toEqual([1]);
    await putParts(upload.missing_parts, file.bytes);
    expect((await complete(_id)).body.data.upload.status).toBe('ready');
  });

  it('is nobody else’s', async () => {
    const { _id } = await open(pdf());
    for (const answer of [await get(_id, other), await complete(_id, other), await abort(_id, other)]) {
      expect([answer.status, answer.body.error.code]).toEqual([404, 'UPLOAD_NOT_FOUND']);
    }
    expect((await academy.api.get(`/uploads/${_id}`)).status).toBe(401);
  });

  it('never shows where a private file is kept', async () => {
    const id = await uploaded(academy, instructor, pdf());
    const file = await academy.collection('media', 'uploads').findOne({ key: { $regex: `^uploads/${id}/` } });
    const answer = JSON.stringify((await get(id)).body);
    expect(answer).not.toContain(String(file!.key).split('/').at(-1));
    expect(answer).not.toContain('multipart');
  });
});

describe('POST /uploads/:id/complete', () => {
  it('holds the content against the hash', async () => {
    const file = pdf();
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    expect((await sendFile(academy, instructor, { ...file, sha256 })).body.data.upload.status).toBe('ready');
    const wrong = await sendFile(academy, instructor, { ...file, sha256: 'f'.repeat(64) });
    expect(wrong.body.error).toMatchObject({ code: 'UPLOAD_REFUSED' });
    expect(wrong.body.error.message).toContain('sha256');
  });

  it('verifies once, however often it is asked', async () => {
    const { _id, missing_parts } = await open(pdf());
    const { bytes } = pdf();
    await putParts(missing_parts, bytes);
    const answers = await Promise.all(Array.from({ length: 50 }, () => complete(_id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await academy.eventually(async () => {
      expect((await complete(_id)).body.data.upload.status).toBe('ready');
    });
  });
});

describe('DELETE /uploads/:id', () => {
  it('gives up what was sent, and the addresses with it', async () => {
    const file = pdf();
    const { _id, missing_parts } = await open(file);
    expect((await abort(_id)).status).toBe(200);
    expect(await put(missing_parts[0]!.url, file.bytes)).toBe(404);
    expect((await get(_id)).status).toBe(404);
    const ready = await uploaded(academy, instructor, pdf());
    expect((await abort(ready)).status).toBe(200);
    expect((await get(ready)).status).toBe(404);
  });
});

describe('what nobody completes', () => {
  it('is removed with its parts when its time is over', async () => {
    const file = pdf();
    const { _id, missing_parts } = await open(file);
    await putParts(missing_parts, file.bytes);
    await academy
      .collection('media', 'uploads')
      .updateOne({ key: { $regex: `^uploads/${_id}/` } }, { $set: { expires_at: new Date(0) } });
    await academy.eventually(async () => expect((await get(_id)).status).toBe(404));
    expect(await put(missing_parts[0]!.url, file.bytes)).toBe(404);
  });
});

describe('time', () => {
  it('ends an address', async () => {
    const brief = await startAcademy({ services: ['auth', 'media'], env: { UPLOAD_URL_TTL_SECONDS: '1' } });
    try {
      const user = await brief.newLearner();
      const bytes = samplePng();
      const file = { purpose: 'avatar', filename: 'me.png', content_type: 'image/png', bytes };
      const { missing_parts } = (await openUploadOf(brief, user, file)).body.data.upload;
      await sleep(2_100);
      expect(await put(missing_parts[0].url, bytes)).toBe(403);
    } finally {
      await brief.stop();
    }
  });
});
