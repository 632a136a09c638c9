import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { eventually } from '@har/testing';
import { LoginThrottleService } from './login-throttle.service';

const REDIS_NAMESPACE = `t${randomBytes(4).toString('hex')}`;
const redis = new Redis(process.env.REDIS_URL!);
const throttle = new LoginThrottleService(redis, { REDIS_NAMESPACE });
const replica = new LoginThrottleService(redis, { REDIS_NAMESPACE });

let made = 0;
const newAccount = () => `user-${++made}@example.org`;
const newIp = () => `10.0.${made >> 8}.${++made & 255}`;
const right = async () => true;
const wrong = async () => false;

async function keys(): Promise<string[]> {
  return redis.keys(`${REDIS_NAMESPACE}:*`);
}

async function fail(times: number, who: { ip?: string; account?: string }): Promise<void> {
  for (let i = 0; i < times; i++) {
    await throttle.attempt({ ip: who.ip ?? newIp(), account: who.account ?? newAccount() }, wrong);
  }
}

afterEach(async () => {
  const left = await keys();
  if (left.length > 0) await redis.unlink(left);
});
afterAll(() => redis.quit());

describe('LoginThrottleService', () => {
  it('verifies at most five of 200 parallel guesses, over two replicas', async () => {
    const who = { ip: newIp(), account: newAccount() };
    let verified = 0;
    const verify = async () => {
      verified++;
      await sleep(20);
      return false;
    };
    const guesses = Array.from({ length: 200 }, (_, i) => (i % 2 ? throttle : replica).attempt(who, verify));
    const results = await Promise.allSettled(guesses);
    expect(verified).toBe(5);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(195);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: 'TOO_MANY_LOGIN_FAILURES', status: 429 });
  });

  it('never refuses a burst of right passwords from one address', async () => {
    const ip = newIp();
    let running = 0;
    let most = 0;
    const verify = async () => {
      most = Math.max(most, ++running);
      await sleep(5);
      running--;
      return true;
    };
    const logins = Array.from({ length: 100 }, () => throttle.attempt({ ip, account: newAccount() }, verify));
    await expect(Promise.all(logins)).resolves.toEqual(Array(100).fill(true));
    expect(most).toBeLessThanOrEqual(5);
  });

  it('refuses the right password while locked, and says for how long', async () => {
    const account = newAccount();
    await fail(5, { account });
    let looked = false;
    const attempt = throttle.attempt({ ip: newIp(), account }, async () => (looked = true));
    await expect(attempt).rejects.toMatchObject({ code: 'TOO_MANY_LOGIN_FAILURES' });
    const retryAfter = await attempt.catch(({ args }) => args.retry_after as number);
    expect(retryAfter).toBeGreaterThan(590);
    expect(retryAfter).toBeLessThanOrEqual(600);
    expect(looked).toBe(false);
  });

  it('locks an address that tries many accounts', async () => {
    const ip = newIp();
    await fail(5, { ip });
    await expect(throttle.attempt({ ip, account: newAccount() }, right)).rejects.toMatchObject({
      status: 429,
    });
    await expect(throttle.attempt({ ip: newIp(), account: newAccount() }, right)).resolves.toBe(true);
  });

  it('lets a success forgive the account, not the address', async () => {
    const account = newAccount();
    const ip = newIp();
    await fail(4, { account, ip });
    await expect(throttle.attempt({ account, ip }, right)).resolves.toBe(true);
    await fail(4, { account });
    await expect(throttle.attempt({ account, ip: newIp() }, right)).resolves.toBe(true);
    await throttle.attempt({ account, ip }, wrong);
    await expect(throttle.attempt({ account: newAccount(), ip }, right)).rejects.toMatchObject({
      status: 429,
    });
  });

  it('unlocks an account that is forgiven', async () => {
    const account = newAccount();
    await fail(5, { account });
    await throttle.forgive(account);
    await expect(throttle.attempt({ ip: newIp(), account }, right)).resolves.toBe(true);
  });

  it('forgets failures after ten minutes, the oldest first', async () => {
    const account = newAccount();
    await fail(5, { account });
    const accountKeys = (await keys()).filter((name) => name.includes(':account:'));
    expect(accountKeys).toEqual([expect.stringMatching(/:failures$/)]);
    const [key] = accountKeys;
    const [oldest] = await redis.zrange(key!, 0, '0');
    await redis.zincrby(key!, -590_000, oldest!);
    const retryAfter = await throttle
      .attempt({ ip: newIp(), account }, right)
      .catch(({ args }) => args.retry_after);
    expect(retryAfter).toBeLessThanOrEqual(10);
    await redis.zincrby(key!, -10_001, oldest!);
    await expect(throttle.attempt({ ip: newIp(), account }, right)).resolves.toBe(true);
  });

  it('counts nothing when the password could not be looked at', async () => {
    const who = { ip: newIp(), account: newAccount() };
    const broken = () => Promise.reject(new Error('no thread'));
    for (let i = 0; i < 6; i++) await expect(throttle.attempt(who, broken)).rejects.toThrow('no thread');
    await expect(throttle.attempt(who, right)).resolves.toBe(true);
  });

  it('frees the places of a replica that died when their leases end', async () => {
    const who = { ip: newIp(), account: newAccount() };
    const dead = Array.from({ length: 5 }, () =>
      throttle.attempt(who, () => new Promise<boolean>(() => undefined)),
    );
    expect(dead).toHaveLength(5);
    const names = await eventually(async () => {
      const leases = (await keys()).filter((name) => name.endsWith(':attempts'));
      expect(leases).toHaveLength(2);
      return leases;
    });
    const waiting = replica.attempt(who, right);
    const early = await Promise.race([waiting, sleep(150).then(() => 'waits')]);
    expect(early).toBe('waits');
    for (const name of names) {
      for (const id of await redis.zrange(name, 0, '-1')) await redis.zincrby(name, -60_000, id);
    }
    await expect(waiting).resolves.toBe(true);
  });

  it('says unavailable, and verifies nothing, while failures cannot be counted', async () => {
    const away = new Redis('redis://127.0.0.1:1', { maxRetriesPerRequest: 0, enableOfflineQueue: false });
    away.on('error', () => undefined);
    let looked = false;
    const attempt = new LoginThrottleService(away, { REDIS_NAMESPACE }).attempt(
      { ip: newIp(), account: newAccount() },
      async () => (looked = true),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
    expect(looked).toBe(false);
    away.disconnect();
  });
});
