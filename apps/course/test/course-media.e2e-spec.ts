import sharp from 'sharp';
import { startAcademy, uploaded, type Academy, type TestUser } from '@har/testing';
import { fetched, FILES } from './course-files';
import { teach } from './taught-course';

let academy: Academy;
let author: TestUser;
let course: string;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course', 'media'] });
  author = await academy.newInstructor();
  ({ id: course } = await teach(academy, author, { price: 20 }));
});
afterAll(() => academy?.stop());

const as = (user: TestUser) => ({ token: user.token });
const FILE = {
  thumbnail: () => FILES.picture('course_thumbnail'),
  header: () => FILES.picture('course_header'),
  'intro-video': FILES.intro,
};
const SHOWN = {
  thumbnail: 'thumbnail_url',
  header: 'header_image_url',
  'intro-video': 'intro_video_url',
} as const;
type Kind = keyof typeof SHOWN;
const KINDS = Object.keys(SHOWN) as Kind[];
const set = async (kind: Kind, user = author, id = course) => {
  const upload_id = await uploaded(academy, author, FILE[kind]());
  return academy.api.put(`/courses/${id}/media/${kind}`, { upload_id }, as(user));
};
const remove = (kind: Kind, user = author) =>
  academy.api.delete(`/courses/${course}/media/${kind}`, as(user));
const shown = async () =>
  (await academy.api.get(`/courses/${course}`)).body.data.course as Record<string, string>;
const isGone = (url: string) =>
  academy.eventually(async () => expect((await fetched(url)).status).not.toBe(200));
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

describe('PUT /courses/:id/media/:kind', () => {
  it.each([
    ['thumbnail', [160, 320, 640], 1],
    ['header', [640, 1_280, 1_920], 3],
  ] as const)('serves the %s in its sizes, to everybody', async (kind, widths, ratio) => {
    const { status, body } = await set(kind);
    expect(status).toBe(200);
    const url = String(body.data.course[SHOWN[kind]]);
    for (const width of widths) {
      const image = await fetched(url.replace(/\d+\.webp$/, `${width}.webp`));
      expect(await sharp(image.body).metadata()).toMatchObject({ width, height: Math.round(width / ratio) });
    }
    expect((await shown())[SHOWN[kind]]).toBe(url);
  });

  it('plays the intro video to everybody, in ranges', async () => {
    const { body } = await set('intro-video');
    const url = String(body.data.course.intro_video_url);
    const part = await fetched(url, { range: 'bytes=4-7' });
    expect([part.status, part.body.toString(), part.headers.get('content-type')]).toEqual([
      206,
      'ftyp',
      'video/mp4',
    ]);
    expect(url).not.toMatch(/X-Amz|uploads/);
  });

  it('shows the thumbnail in the catalogue, at once', async () => {
    const { body } = await set('thumbnail');
    const list = await academy.api.get('/courses');
    expect(list.body.data.courses[0].thumbnail_url).toBe(body.data.course.thumbnail_url);
  });

  it('removes what it replaces, and keeps one of many that are set at once', async () => {
    const urls = await Promise.all(
      Array.from({ length: 10 }, async () =>
        String((await set('header')).body.data.course?.header_image_url),
      ),
    );
    const left = (await shown()).header_image_url!;
    for (const url of new Set(urls.filter((one) => one !== left && one.startsWith('http'))))
      await isGone(url);
    expect((await fetched(left)).status).toBe(200);
  });

  it('is the author’s alone, with an upload for it', async () => {
    expect(codeOf(await set('thumbnail', await academy.newInstructor()))).toEqual([403, 'COURSE_NOT_OWNER']);
    expect(codeOf(await set('thumbnail', await academy.newLearner()))).toEqual([403, 'INSTRUCTOR_REQUIRED']);
    expect(codeOf(await set('thumbnail', author, '0'.repeat(24)))).toEqual([404, 'COURSE_NOT_FOUND']);
    const upload_id = await uploaded(academy, author, FILES.picture('course_header'));
    const put = (kind: string) =>
      academy.api.put(`/courses/${course}/media/${kind}`, { upload_id }, as(author));
    expect(codeOf(await put('thumbnail'))).toEqual([400, 'UPLOAD_WRONG_PURPOSE']);
    expect(codeOf(await put('favicon'))).toEqual([400, 'VALIDATION_FAILED']);
    expect((await put('header')).status).toBe(200);
    expect((await put('header')).status).toBe(200);
  });
});

describe('DELETE /courses/:id/media/:kind', () => {
  it.each(KINDS)('removes the %s', async (kind) => {
    const url = String((await set(kind)).body.data.course[SHOWN[kind]]);
    expect(codeOf(await remove(kind, await academy.newInstructor()))).toEqual([403, 'COURSE_NOT_OWNER']);
    expect((await remove(kind)).body.data.course[SHOWN[kind]]).toBeNull();
    expect((await remove(kind)).status).toBe(200);
    await isGone(url);
    expect((await shown())[SHOWN[kind]]).toBeNull();
  });
});
