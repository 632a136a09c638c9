import { AcademyClient } from './academy-client';

interface Sent {
  url: string;
  init: RequestInit;
}

const sent: Sent[] = [];

function clientAnswered(...answers: (Response | Error)[]): AcademyClient {
  sent.length = 0;
  return new AcademyClient('http://academy.test', async (url, init) => {
    sent.push({ url: url as string, init: init! });
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

const refused = (status: number, code: string, headers?: Record<string, string>) =>
  Response.json({ success: false, error: { code, message: 'No.' } }, { status, headers });
const done = () => Response.json({ success: true, data: { a: 1 } });

describe('AcademyClient', () => {
  it('sends JSON with token and key, and answers the data', async () => {
    const client = clientAnswered(done());
    await expect(client.post('/courses', { b: 2 }, { token: 't', key: 'k' })).resolves.toEqual({ a: 1 });
    expect(sent).toEqual([
      {
        url: 'http://academy.test/api/v1/courses',
        init: {
          method: 'POST',
          body: '{"b":2}',
          headers: {
            'accept-language': 'en',
            'content-type': 'application/json',
            authorization: 'Bearer t',
            'idempotency-key': 'k',
          },
        },
      },
    ]);
  });

  it('asks again when it was not answered, or refused for the moment', async () => {
    const lost = new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    const client = clientAnswered(lost, refused(503, 'SERVICE_UNAVAILABLE'), done());
    await expect(client.get('/courses')).resolves.toEqual({ a: 1 });
    expect(sent).toHaveLength(3);
  });

  it('does not wait for minutes', async () => {
    const client = clientAnswered(refused(429, 'TOO_MANY_LOGIN_FAILURES', { 'retry-after': '600' }));
    await expect(client.post('/auth/login', {})).rejects.toMatchObject({ status: 429 });
    expect(sent).toHaveLength(1);
  });

  it('gives up after five attempts', async () => {
    const client = clientAnswered(...Array.from({ length: 6 }, () => refused(503, 'SERVICE_UNAVAILABLE')));
    await expect(client.get('/courses')).rejects.toThrow(
      'GET /courses answered 503 SERVICE_UNAVAILABLE: No.',
    );
    expect(sent).toHaveLength(5);
  });

  it('says status, code and every detail of a refusal, whatever answers', async () => {
    const details = [{ field: 'body.title', message: 'is required' }];
    const error = { code: 'VALIDATION_FAILED', message: 'Some fields are wrong.', details };
    await expect(
      clientAnswered(Response.json({ error }, { status: 400 })).post('/courses', {}),
    ).rejects.toThrow(
      'POST /courses answered 400 VALIDATION_FAILED: Some fields are wrong.; body.title is required',
    );
    const proxy = new Response('<h1>Not here</h1>', { status: 404 });
    await expect(clientAnswered(proxy).get('/courses')).rejects.toThrow(
      'GET /courses answered 404 NO_CODE: <h1>Not here</h1>',
    );
  });
});
