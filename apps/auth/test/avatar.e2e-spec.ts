import sharp from 'sharp';
import {
  sampleZip,
  samplePng,
  sendFile,
  startAcademy,
  uploaded,
  type Academy,
  type TestUser,
} from '@har/testing';

let academy: Academy;
let user: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'media'] });
  user = await academy.newLearner();
});
afterAll(() => academy?.stop());

const picture = (bytes: Buffer = samplePng()) => ({
  purpose: 'avatar',
  filename: 'me.png',
  content_type: 'image/png',
  bytes,
});
const set = (upload_id: string, who = user) =>
  academy.api.post('/profile/avatar', { upload_id }, { token: who.token });
const remove = (who = user) => academy.api.delete('/profile/avatar', { token: who.token });
const fetched = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const newAvatar = async (who = user) =>
  (await set(await uploaded(academy, who, picture()), who)).body.data.user;
/** The addresses of a picture that no service keeps any more. */
const isGone = (url: string) =>
  academy.eventually(async () => expect((await fetched(url)).status).not.toBe(200));

describe('POST /profile/avatar', () => {
  it('serves the picture in its sizes, made anew, for ever and to everybody', async () => {
    const place = 'GPS-OF-HOME';
    const photo = await sharp(samplePng(900, 500))
      .jpeg()
      .withExif({ IFD0: { ImageDescription: place, Copyright: place } })
      .toBuffer();
    expect(photo.includes(place)).toBe(true);
    const id = await uploaded(academy, user, {
      ...picture(photo),
      content_type: 'image/jpeg',
      filename: 'me.jpg',
    });
    const { status, body } = await set(id);
    expect(status).toBe(200);
    const url = String(body.data.user.avatar_url);
    expect(url).toMatch(/\/images\/[0-9a-f]{32}\/256\.webp$/);
    for (const width of [64, 128, 256, 512]) {
      const image = await fetched(url.replace('256.webp', `${width}.webp`));
      expect(image.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(image.headers.get('content-type')).toBe('image/webp');
      expect(await sharp(image.bytes).metadata()).toMatchObject({ format: 'webp', width, height: width });
      expect((await sharp(image.bytes).metadata()).exif).toBeUndefined();
      expect(image.bytes.includes(place)).toBe(false);
    }
    // What was sent is not kept.
    expect(await academy.storedObjects('private')).toEqual([]);
    const shown = await academy.api.get(`/auth/users/${user.user_id}`);
    expect(shown.body.data.user.avatar_url).toBe(url);
    expect(JSON.stringify(shown.body)).not.toContain('file_id');
  });

  it('turns a picture the way its camera was held', async () => {
    const tall = await sharp(samplePng(200, 400)).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const id = await uploaded(academy, user, {
      ...picture(tall),
      content_type: 'image/jpeg',
      filename: 'me.jpg',
    });
    expect((await set(id)).status).toBe(200);
  });

  it('removes what it replaces, and nothing else', async () => {
    const first = await newAvatar();
    const second = await newAvatar();
    await isGone(first.avatar_url);
    expect((await fetched(second.avatar_url)).status).toBe(200);
  });

  it('leaves one picture when many are set at once', async () => {
    const many = await academy.newLearner();
    const ids = await Promise.all(Array.from({ length: 10 }, () => uploaded(academy, many, picture())));
    const answers = await Promise.all(ids.flatMap((id) => Array.from({ length: 5 }, () => set(id, many))));
    // An upload that somebody else's request took, or that was replaced already.
    for (const { status } of answers) expect([200, 404, 409, 503]).toContain(status);
    const { body } = await academy.api.get('/auth/profile', { token: many.token });
    const left = String(body.data.user.avatar_url).split('/').at(-2);
    await academy.eventually(async () => {
      const uploads = await academy
        .collection('media', 'uploads')
        .find({ claimant: /^avatar:/, key: { $in: ids.map((id) => new RegExp(`^uploads/${id}/`)) } })
        .toArray();
      expect(uploads.map(({ public_id, status }) => [public_id, status])).toEqual([[left, 'attached']]);
    });
  });

  it('gives the uploaded picture up for an address elsewhere, and keeps it for its own', async () => {
    const { avatar_url } = await newAvatar();
    const patch = (url: string) =>
      academy.api.patch('/auth/profile', { avatar_url: url }, { token: user.token });
    await patch(avatar_url);
    expect((await fetched(avatar_url)).status).toBe(200);
    await patch('https://example.org/me.png');
    await isGone(avatar_url);
  });

  it('refuses what is not one’s own verified picture', async () => {
    const stranger = await academy.newLearner();
    const instructor = await academy.newInstructor();
    const mine = await uploaded(academy, user, picture());
    const document = await uploaded(academy, instructor, {
      purpose: 'resource',
      filename: 'a.zip',
      content_type: 'application/zip',
      bytes: sampleZip([{ name: 'a' }]),
    });
    const opened = await academy.api.post(
      '/uploads',
      { purpose: 'avatar', filename: 'a.png', content_type: 'image/png', size: 10 },
      { token: user.token },
    );
    const bad = await sendFile(academy, user, picture(Buffer.from('no picture')));
    expect(bad.body.error.code).toBe('UPLOAD_REFUSED');
    const codeOf = async (id: string, who: TestUser) => (await set(id, who)).body.error.code;
    expect(await codeOf(mine, stranger)).toBe('UPLOAD_NOT_FOUND');
    expect(await codeOf(document, instructor)).toBe('UPLOAD_WRONG_PURPOSE');
    expect(await codeOf(opened.body.data.upload._id, user)).toBe('UPLOAD_NOT_READY');
    expect(await codeOf('0'.repeat(24), user)).toBe('UPLOAD_NOT_FOUND');
    expect((await set(mine)).status).toBe(200);
    expect((await academy.api.post('/profile/avatar', { upload_id: mine })).status).toBe(401);
    const admin = await academy.admin();
    expect(await codeOf(await uploaded(academy, admin, picture()), admin)).toBe('CONFIGURED_ACCOUNT');
  });
});

describe('DELETE /profile/avatar', () => {
  it('removes the picture, and again changes nothing', async () => {
    const { avatar_url } = await newAvatar();
    expect((await remove()).body.data.user.avatar_url).toBeNull();
    expect((await remove()).status).toBe(200);
    await isGone(avatar_url);
    expect((await academy.api.delete('/profile/avatar')).status).toBe(401);
  });
});
