import { sendFile, startAcademy, type Academy, type TestUser } from '@har/testing';
import { HONEST_FILES, HOSTILE_FILES } from './hostile-files';

let academy: Academy;
let instructor: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'media'] });
  instructor = await academy.newInstructor();
});
afterAll(() => academy?.stop());

const isReady = async () => (await fetch(`${academy.urlOf('media')}/health/ready`)).status;
/** What a client declares is what it would have to declare to get through. */
const ENDING: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
  'video/mp4': 'mp4',
};

describe('POST /uploads/:id/complete', () => {
  it.each(HOSTILE_FILES.map((file) => [file.name, file] as const))('refuses %s', async (_name, file) => {
    const { purpose, content_type } = file;
    const filename = `file.${ENDING[content_type] ?? 'pptx'}`;
    const answer = await sendFile(academy, instructor, {
      purpose,
      content_type,
      filename,
      bytes: file.bytes(),
    });
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'UPLOAD_REFUSED']);
    expect(answer.body.error.message).toContain(`(${file.refused})`);
  });

  it.each(HONEST_FILES.map((file) => [file.filename, file] as const))('takes %s', async (_name, file) => {
    const answer = await sendFile(academy, instructor, { ...file, bytes: file.bytes() });
    expect(answer.body.data?.upload ?? answer.body).toMatchObject({ status: 'ready', refused_because: null });
  });

  it('leaves nothing of what it refused, and goes on', async () => {
    expect(await isReady()).toBe(200);
    const rejected = await academy.collection('media', 'uploads').find({ status: 'rejected' }).toArray();
    expect(rejected).toHaveLength(HOSTILE_FILES.length);
    expect(await academy.storedObjects('private')).toHaveLength(HONEST_FILES.length);
    expect(await academy.storedObjects('public')).toEqual([]);
  });
});
