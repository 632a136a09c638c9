import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { S3ServiceException } from '@aws-sdk/client-s3';
import type { ObjectRef } from './object-storage';
import { prepareBuckets } from './prepare-buckets';
import { S3Storage } from './s3-storage';
import type { StorageEnv } from './storage-env';

const id = `t${randomBytes(4).toString('hex')}`;
const env: StorageEnv = {
  S3_ENDPOINT: process.env.S3_ENDPOINT!,
  S3_REGION: process.env.S3_REGION ?? 'us-east-1',
  S3_ACCESS_KEY_ID: process.env.S3_ACCESS_KEY_ID!,
  S3_SECRET_ACCESS_KEY: process.env.S3_SECRET_ACCESS_KEY!,
  S3_BUCKET: `${id}-private`,
  S3_PUBLIC_BUCKET: `${id}-public`,
  S3_FORCE_PATH_STYLE: true,
};
const storage = new S3Storage(env);
const at = (key: string, area: ObjectRef['area'] = 'private'): ObjectRef => ({ area, key });
const TEXT = { content_type: 'text/plain' };

beforeAll(async () => expect(await prepareBuckets(env, ['http://front.test'])).toEqual([]));
afterAll(() => storage.close());

describe('prepareBuckets', () => {
  it('changes nothing when everything is there', async () => {
    expect(await prepareBuckets(env, ['http://front.test'])).toEqual([]);
  });

  it('lets the front ends send and read, and nobody else', async () => {
    const ask = async (origin: string) => {
      const headers = { origin, 'access-control-request-method': 'PUT' };
      const answer = await fetch(`${env.S3_ENDPOINT}/${env.S3_BUCKET}/x`, { method: 'OPTIONS', headers });
      return answer.headers.get('access-control-allow-origin');
    };
    expect([await ask('http://front.test'), await ask('http://evil.test')]).toEqual([
      'http://front.test',
      null,
    ]);
  });
});

describe('S3Storage', () => {
  it('keeps objects, whole and in pieces', async () => {
    await storage.put(at('a'), Buffer.from('0123456789'), TEXT);
    expect(await storage.head(at('a'))).toEqual({ size: 10, content_type: 'text/plain' });
    expect(String(await storage.bytes(at('a'), 2, 3))).toBe('234');
    expect(String(await buffer(await storage.stream(at('a'))))).toBe('0123456789');
    expect(String(await buffer(await storage.stream(at('a'), { start: 8, length: 5 })))).toBe('89');
    await storage.delete(at('a'));
    expect(await storage.head(at('a'))).toBeNull();
    await storage.delete(at('a'));
    await expect(storage.bytes(at('a'), 0, 1)).rejects.toBeInstanceOf(S3ServiceException);
  });

  it('shows the public area to everybody, the private one to nobody', async () => {
    const as = { content_type: 'image/webp', cache_control: 'public, max-age=60' };
    await storage.put(at('secret'), Buffer.from('x'), TEXT);
    await storage.copy(at('secret'), at('shown', 'public'), as);
    const shown = await fetch(storage.publicUrl('shown'));
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
      200,
      'image/webp',
      'public, max-age=60',
    ]);
    expect((await fetch(`${env.S3_ENDPOINT}/${env.S3_BUCKET}/secret`)).status).toBe(403);
    expect((await fetch(`${env.S3_ENDPOINT}/${env.S3_PUBLIC_BUCKET}?list-type=2`)).status).toBe(403);
  });

  it('puts parts together, and drops those of an upload that is given up', async () => {
    const upload = { ref: at('parts'), multipart_id: await storage.beginMultipart(at('parts'), TEXT) };
    const other = await storage.beginMultipart(at('parts'), TEXT);
    const url = await storage.signPart(upload, { part_number: 1, size: 4 }, 60);
    expect((await fetch(url, { method: 'PUT', body: 'part' })).status).toBe(200);
    const parts = await storage.listParts(upload);
    expect(parts).toEqual([{ part_number: 1, size: 4, etag: expect.any(String) }]);
    await storage.completeMultipart(upload, parts!);
    expect(await storage.listParts(upload)).toBeNull();
    expect(String(await storage.bytes(at('parts'), 0, 10))).toBe('part');
    await storage.abortMultiparts(at('parts'));
    expect(await storage.listParts({ ref: at('parts'), multipart_id: other })).toBeNull();
    expect(await storage.head(at('parts'))).not.toBeNull();
  });

  it('signs a read for others and one for itself', async () => {
    await storage.put(at('read'), Buffer.from('text'), TEXT);
    const options = { expires_in_seconds: 60, disposition: 'attachment', content_type: 'application/pdf' };
    const elsewhere = new S3Storage({ ...env, S3_PUBLIC_ENDPOINT: 'https://files.example.org' });
    expect(await elsewhere.signDownload(at('read'), options)).toMatch(
      /^https:\/\/files\.example\.org\/.*Signature/,
    );
    expect(await (await fetch(await elsewhere.signOwnRead(at('read'), 60))).text()).toBe('text');
    const answer = await fetch(await storage.signDownload(at('read'), options));
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    elsewhere.close();
  });

  it.each([
    [{}, `${env.S3_ENDPOINT}/${env.S3_PUBLIC_BUCKET}/k`],
    [{ S3_PUBLIC_ENDPOINT: 'https://s3.example.org' }, `https://s3.example.org/${env.S3_PUBLIC_BUCKET}/k`],
    [{ S3_PUBLIC_BUCKET_URL: 'https://cdn.example.org/' }, 'https://cdn.example.org/k'],
  ])('with %j a public object is at %s', (more, url) => {
    const other = new S3Storage({ ...env, ...more });
    expect(other.publicUrl('k')).toBe(url);
    other.close();
  });
});
