import { generateKeyPairSync } from 'node:crypto';
import { KeySet, type Jwks } from './key-set';

const MINUTE_MS = 60_000;
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const listOf = (...kids: string[]): Jwks => ({
  keys: kids.map((kid) => ({ ...publicKey.export({ format: 'jwk' }), kid })),
});
const DOWN = new Error('the service of the keys is down');

/** Lets a fetch that nobody waits for come to its end. */
const settled = () => new Promise(setImmediate);

describe('KeySet', () => {
  let now: number;
  const fetchKeys = jest.fn<Promise<Jwks>, []>();
  let keys: KeySet;

  beforeEach(async () => {
    now = Date.parse('2026-11-05T10:00:00.000Z');
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    fetchKeys.mockReset().mockResolvedValue(listOf('k1'));
    keys = new KeySet(fetchKeys);
    await keys.find('k1');
  });

  afterEach(() => jest.restoreAllMocks());

  it('fetches at the first use, and answers from what it has for five minutes', async () => {
    expect(fetchKeys).toHaveBeenCalledTimes(1);
    now += 5 * MINUTE_MS;
    expect((await keys.find('k1'))?.equals(publicKey)).toBe(true);
    expect(fetchKeys).toHaveBeenCalledTimes(1);
  });

  it('answers at once after five minutes, and forgets in the background what is no longer listed', async () => {
    fetchKeys.mockResolvedValue(listOf('k2'));
    now += 5 * MINUTE_MS + 1;
    expect(await keys.find('k1')).toBeDefined();
    await settled();
    expect(fetchKeys).toHaveBeenCalledTimes(2);
    expect(await keys.find('k1')).toBeUndefined();
    expect(await keys.find('k2')).toBeDefined();
    expect(fetchKeys).toHaveBeenCalledTimes(2);
  });

  it('looks for an unknown key at most once a second', async () => {
    fetchKeys.mockResolvedValue(listOf('k1', 'k2'));
    now += 1_000;
    expect(await keys.find('k2')).toBeUndefined();
    expect(fetchKeys).toHaveBeenCalledTimes(1);
    now += 1;
    expect(await keys.find('k2')).toBeDefined();
    expect(await keys.find('k3')).toBeUndefined();
    expect(fetchKeys).toHaveBeenCalledTimes(2);
  });

  it('makes one fetch for all who wait for it', async () => {
    fetchKeys.mockResolvedValue(listOf('k2', 'k3'));
    now += MINUTE_MS;
    await Promise.all([keys.find('k2'), keys.find('k3'), keys.refresh()]);
    expect(await keys.find('k3')).toBeDefined();
    expect(fetchKeys).toHaveBeenCalledTimes(2);
  });

  it('keeps the keys it has when a fetch fails, and asks again at the next use', async () => {
    fetchKeys.mockRejectedValue(DOWN);
    now += 6 * MINUTE_MS;
    expect(await keys.find('k1')).toBeDefined();
    await settled();
    await expect(keys.find('k2')).rejects.toBe(DOWN);
    fetchKeys.mockResolvedValue(listOf('k1', 'k2'));
    expect(await keys.find('k2')).toBeDefined();
    expect(fetchKeys).toHaveBeenCalledTimes(4);
  });

  it('keeps the keys it has when a list holds something else', async () => {
    fetchKeys.mockResolvedValue({ keys: [...listOf('k2').keys, { kid: 'k3', kty: 'RSA' }] });
    await expect(keys.refresh()).rejects.toThrow();
    expect(await keys.find('k1')).toBeDefined();
    expect(await keys.find('k2')).toBeUndefined();
  });
});
