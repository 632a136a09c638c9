import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { PasswordService } from './password.service';

const services: PasswordService[] = [];

function start(SECURITY_PROFILE: 'standard' | 'strict'): PasswordService {
  const service = new PasswordService({ SECURITY_PROFILE });
  services.push(service);
  return service;
}

afterAll(() => Promise.all(services.map((service) => service.onApplicationShutdown())));

describe('PasswordService', () => {
  const standard = start('standard');
  const strict = start('strict');

  it('hashes with bcrypt and 10 rounds, as 001 asks', async () => {
    const hash = await standard.hash('Correct-Horse-9');
    expect(hash).toMatch(/^\$2[aby]\$10\$.{53}$/);
    await expect(standard.verify('Correct-Horse-9', hash)).resolves.toBe(true);
    await expect(standard.verify('Correct-Horse-8', hash)).resolves.toBe(false);
  });

  it('hashes with argon2id in the strict profile', async () => {
    const hash = await strict.hash('Correct-Horse-9');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const salt = Buffer.from(hash.split('$')[4]!, 'base64');
    expect(salt.length).toBeGreaterThanOrEqual(16);
    await expect(strict.verify('Correct-Horse-9', hash)).resolves.toBe(true);
    await expect(strict.verify('correct-horse-9', hash)).resolves.toBe(false);
  });

  it('verifies hashes of either kind in either profile', async () => {
    const weak = hashSync('Correct-Horse-9', 4);
    await expect(strict.verify('Correct-Horse-9', weak)).resolves.toBe(true);
    const strong = await strict.hash('Correct-Horse-9');
    await expect(standard.verify('Correct-Horse-9', strong)).resolves.toBe(true);
  });

  it('lets every character of a long password count', async () => {
    const long = `A1${'é'.repeat(126)}`;
    const hash = await standard.hash(long);
    await expect(standard.verify(long, hash)).resolves.toBe(true);
    await expect(standard.verify(`${long.slice(0, -1)}e`, hash)).resolves.toBe(false);
  });

  it('takes two spellings of one text for the same password', async () => {
    const hash = await standard.hash('Caf\u00e9-Noir-1');
    await expect(standard.verify('Cafe\u0301-Noir-1', hash)).resolves.toBe(true);
  });

  it('is false without an account, whatever the password', async () => {
    await expect(standard.verify('Correct-Horse-9', undefined)).resolves.toBe(false);
  });

  it('asks for a new hash when parameters have risen', async () => {
    expect(standard.needsRehash(hashSync('x', 4))).toBe(true);
    expect(standard.needsRehash(hashSync('x', 10))).toBe(false);
    expect(strict.needsRehash(hashSync('x', 10))).toBe(true);
    expect(strict.needsRehash(await strict.hash('x'))).toBe(false);
    expect(standard.needsRehash(await strict.hash('x'))).toBe(false);
  });

  it('refuses what could not be answered in time, and recovers', async () => {
    const attempts = Array.from({ length: 2_000 }, () => strict.hash('Correct-Horse-9'));
    const results = await Promise.allSettled(attempts);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason.code).toBe('SERVICE_UNAVAILABLE');
    await expect(strict.hash('Correct-Horse-9')).resolves.toMatch(/^\$argon2id/);
  });

  it('keeps the main thread free while it hashes', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await Promise.all(Array.from({ length: 8 }, () => standard.hash('Correct-Horse-9')));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  it('runs in a file that Node can load without a compiler', async () => {
    const source = await readFile(join(__dirname, 'password.worker.js'), 'utf8');
    expect(source).toContain('module.exports');
  });
});
