import { createLogger, requestLines } from './index';

const LINE = {
  request_id: 'request-1',
  method: 'GET',
  route: '/api/v1/courses',
  status: 200,
  duration_ms: 1.5,
};

describe('requestLines', () => {
  it('writes lines in the shape of the logger, several at once', async () => {
    const written: string[] = [];
    const log = requestLines(createLogger({ service: 'spec', level: 'info' }), (text) => written.push(text));
    log(LINE);
    log({ ...LINE, user_id: 'u-1' });
    expect(written).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toHaveLength(1);
    const lines = written[0]!
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    const common = { level: 'info', message: 'request', service: 'spec', timestamp: expect.any(String) };
    expect(lines).toEqual([
      { ...LINE, ...common },
      { ...LINE, user_id: 'u-1', ...common },
    ]);
  });

  it('does not wait for the time to pass when many lines came', () => {
    const written: string[] = [];
    const log = requestLines(createLogger({ service: 'spec', level: 'info' }), (text) => written.push(text));
    for (let i = 0; i < 1_000; i += 1) log(LINE);
    expect(written.length).toBeGreaterThan(0);
  });

  it('writes nothing where the level says so', async () => {
    const written: string[] = [];
    requestLines(createLogger({ service: 'spec', level: 'warn' }), (text) => written.push(text))(LINE);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toEqual([]);
  });
});
