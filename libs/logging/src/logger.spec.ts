import { Writable } from 'node:stream';
import { transports } from 'winston';
import { createLogger, redact, toNestLogger, withRequestContext } from './index';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

function capture(level = 'debug') {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const logger = createLogger({ service: 'spec', level });
  logger.clear().add(new transports.Stream({ stream }));
  return { logger, lines };
}

describe('redact', () => {
  it('hides secrets by the name of their field, however deep', () => {
    const record = {
      password: 'a',
      nested: { refresh_token: 'b', list: [{ authorization: 'c' }] },
      kept: 'd',
    };
    expect(redact(record)).toEqual({
      password: '[redacted]',
      nested: { refresh_token: '[redacted]', list: [{ authorization: '[redacted]' }] },
      kept: 'd',
    });
  });

  it.each([
    [`failed with ${TOKEN}`, TOKEN],
    ['key sk_test_51abc', 'sk_test_51abc'],
    ['secret whsec_abc', 'whsec_abc'],
    ['mongodb://user:hunter2@host/', 'hunter2'],
  ])('hides secrets by their look: %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    const error = redact(new Error(text)) as { message: string; stack: string };
    expect(JSON.stringify(error)).not.toContain(secret);
  });

  it('stops at a depth and keeps dates and plain values', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(JSON.stringify(redact(circular))).toContain('[deep]');
    expect(redact({ at: new Date(0), n: 1, none: null })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      n: 1,
      none: null,
    });
  });
});

describe('createLogger', () => {
  it('writes JSON with service, request, user and route, and no secret', () => {
    const { logger, lines } = capture();
    withRequestContext({ request_id: 'r-1', user_id: 'u-1', route: 'course.enroll' }, () => {
      logger.info('enrolled', { token: TOKEN, course: 'c-1' });
    });
    expect(lines[0]).toMatchObject({
      level: 'info',
      service: 'spec',
      message: 'enrolled',
      request_id: 'r-1',
      user_id: 'u-1',
      route: 'course.enroll',
      course: 'c-1',
      token: '[redacted]',
    });
    expect(typeof lines[0]?.timestamp).toBe('string');
  });

  it('keeps what Nest tells of its start for debugging, and its warnings for everybody', () => {
    const { logger, lines } = capture('info');
    const nest = toNestLogger(logger);
    nest.log('mapped a route', 'RouterExplorer');
    nest.warn('beware', 'Module');
    expect(lines.map(({ message }) => message)).toEqual(['beware']);
  });

  it('writes what a service tells as an event, with its fields', () => {
    const { logger, lines } = capture('info');
    toNestLogger(logger).log({ message: 'signed in', user_id: 'u-1', token: TOKEN }, 'LoginService');
    expect(lines[0]).toMatchObject({
      level: 'info',
      message: 'signed in',
      user_id: 'u-1',
      token: '[redacted]',
    });
  });
});
