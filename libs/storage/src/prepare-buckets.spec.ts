import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { prepareBuckets } from './prepare-buckets';
import type { StorageEnv } from './storage-env';

let server: Server;
/** What the storage answers: by method and sub-resource, an error's name; nothing is a success. */
let answers: Record<string, [number, string]> = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    const [path, query = ''] = (request.url ?? '').split('?');
    const [status, name] = answers[`${request.method} ${query.replace(/[=&].*/, '')}`] ?? [200, ''];
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(name && `<Error><Code>${name}</Code><Message>${path}</Message></Error>`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

const prepare = () => {
  const env: StorageEnv = {
    S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    S3_REGION: 'us-east-1',
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'secret',
    S3_BUCKET: 'one',
    S3_PUBLIC_BUCKET: 'two',
    S3_FORCE_PATH_STYLE: true,
  };
  return prepareBuckets(env, ['http://front.test']);
};

describe('prepareBuckets', () => {
  it('says what a storage does not know, and goes on', async () => {
    answers = { 'PUT cors': [501, 'NotImplemented'], 'PUT policy': [405, 'MethodNotAllowed'] };
    expect(await prepare()).toEqual([
      'CORS of one (NotImplemented)',
      'CORS of two (NotImplemented)',
      'policy of two (MethodNotAllowed)',
    ]);
  });

  it.each(['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'])('takes %s for done', async (name) => {
    answers = { 'PUT ': [409, name] };
    expect(await prepare()).toEqual([]);
  });

  it.each([
    ['PUT ', 'InvalidBucketName'],
    ['PUT cors', 'MalformedXML'],
  ])('fails where %s is answered by %s', async (request, name) => {
    answers = { [request]: [400, name] };
    await expect(prepare()).rejects.toMatchObject({ name });
  });
});
