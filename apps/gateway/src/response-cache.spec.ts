import { gunzipSync } from 'node:zlib';
import { compressed, ResponseCache } from './response-cache';

const KEYS = ['course:1', 'catalogue'];

function newCache(limits = {}) {
  return new ResponseCache({ max_bytes: 1_000_000, ttl_ms: 60_000, ...limits });
}

/** A fetch that answers when it is told to. */
function deferred() {
  let settle!: (body: string) => void;
  const answer = new Promise<string>((resolve) => (settle = resolve));
  return { fetch: () => answer, settle };
}

describe('ResponseCache', () => {
  it('keeps an answer until one of its keys is purged', async () => {
    const cache = newCache();
    const fetch = jest.fn(async () => 'old');
    await cache.get('page', KEYS, fetch);
    expect((await cache.get('page', KEYS, fetch)).body.toString()).toBe('old');
    expect(fetch).toHaveBeenCalledTimes(1);
    cache.purge(['course:2']);
    await cache.get('page', KEYS, fetch);
    expect(fetch).toHaveBeenCalledTimes(1);
    cache.purge(['catalogue']);
    await cache.get('page', KEYS, fetch);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('makes one call for a stampede', async () => {
    const cache = newCache();
    const { fetch, settle } = deferred();
    const counted = jest.fn(fetch);
    const waiting = Array.from({ length: 50 }, () => cache.get('page', KEYS, counted));
    settle('body');
    const bodies = (await Promise.all(waiting)).map((answer) => answer.body.toString());
    expect(new Set(bodies)).toEqual(new Set(['body']));
    expect(counted).toHaveBeenCalledTimes(1);
  });

  it('neither keeps nor shares what was being fetched when its key was purged', async () => {
    const cache = newCache();
    const old = deferred();
    const first = cache.get('page', KEYS, old.fetch);
    cache.purge(['course:1']);
    const second = cache.get('page', KEYS, async () => 'new');
    old.settle('old');
    expect((await first).body.toString()).toBe('old');
    expect((await second).body.toString()).toBe('new');
    expect((await cache.get('page', KEYS, async () => 'newest')).body.toString()).toBe('new');
  });

  it('forgets everything, fetches in flight included, when cleared', async () => {
    const cache = newCache();
    const old = deferred();
    const first = cache.get('page', KEYS, old.fetch);
    cache.clear();
    old.settle('old');
    await first;
    expect((await cache.get('page', KEYS, async () => 'new')).body.toString()).toBe('new');
  });

  it('never keeps an error', async () => {
    const cache = newCache();
    await expect(cache.get('page', KEYS, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect((await cache.get('page', KEYS, async () => 'up')).body.toString()).toBe('up');
  });

  it('asks again when the time to live is over', async () => {
    const cache = newCache({ ttl_ms: 1 });
    await cache.get('page', KEYS, async () => 'old');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await cache.get('page', KEYS, async () => 'new')).body.toString()).toBe('new');
  });

  it('counts the time to live from when an answer was asked for, not from when it came', async () => {
    const cache = newCache({ ttl_ms: 20 });
    const slow = deferred();
    const first = cache.get('page', KEYS, slow.fetch);
    await new Promise((resolve) => setTimeout(resolve, 40));
    // What was asked for before may be older than anybody may be given now.
    const second = cache.get('page', KEYS, async () => 'new');
    slow.settle('old');
    expect((await first).body.toString()).toBe('old');
    expect((await second).body.toString()).toBe('new');
    await cache.get('slow', KEYS, async () => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      return 'old';
    });
    expect((await cache.get('slow', KEYS, async () => 'new')).body.toString()).toBe('new');
  });

  it('finds an answer by the form of the request, until it is dropped', async () => {
    const cache = newCache();
    expect(cache.find('/a?x=1')).toBeUndefined();
    const answer = await cache.get('page', KEYS, async () => 'body');
    cache.remember('/a?x=1', 'page');
    expect(cache.find('/a?x=1')).toBe(answer);
    expect(cache.find('/a?x=2')).toBeUndefined();
    cache.purge(['catalogue']);
    expect(cache.find('/a?x=1')).toBeUndefined();
  });

  it('remembers only so many forms of requests, and none that is long', async () => {
    const cache = newCache();
    await cache.get('page', KEYS, async () => 'body');
    const long = `/${'x'.repeat(300)}`;
    cache.remember(long, 'page');
    expect(cache.find(long)).toBeUndefined();
    for (let i = 0; i < 20_000; i += 1) cache.remember(`/${i}`, 'page');
    const found = Array.from({ length: 20_000 }, (_, i) => cache.find(`/${i}`)).filter(Boolean);
    expect(found).toHaveLength(10_000);
  });

  it('holds no more bytes than it may', async () => {
    const cache = newCache({ max_bytes: 100_000 });
    const fetch = jest.fn(async () => 'x'.repeat(10_000));
    for (let i = 0; i < 100; i += 1) await cache.get(`page ${i}`, [`course:${i}`], fetch);
    fetch.mockClear();
    for (let i = 0; i < 100; i += 1) await cache.get(`page ${i}`, [`course:${i}`], fetch);
    expect(fetch.mock.calls.length).toBeGreaterThan(90);
  });

  it('compresses an answer once', async () => {
    const answer = await newCache().get('page', KEYS, async () => 'body');
    expect(compressed(answer)).toBe(compressed(answer));
    expect(gunzipSync(compressed(answer)).toString()).toBe('body');
  });
});
