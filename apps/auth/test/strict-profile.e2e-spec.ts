import { hashSync } from 'bcryptjs';
import { startAcademy, TEST_PASSWORD, type Academy, type TestUser } from '@har/testing';

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth'], env: { SECURITY_PROFILE: 'strict' } });
});
afterAll(() => academy?.stop());

const users = () => academy.collection('auth', 'users');

describe('SECURITY_PROFILE=strict', () => {
  it('hashes with argon2id', async () => {
    const { email } = await academy.newLearner();
    const stored = await users().findOne({ email });
    expect(stored!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('rehashes what bcrypt hashed at the next sign-in', async () => {
    const { email } = await academy.newLearner();
    await users().updateOne({ email }, { $set: { password_hash: hashSync(TEST_PASSWORD, 10) } });
    const answer = await academy.api.post('/auth/login', { email, password: TEST_PASSWORD });
    expect(answer.status).toBe(200);
    const stored = await users().findOne({ email });
    expect(stored!.password_hash).toMatch(/^\$argon2id\$/);
  });

  it('does not tell, by word or by time, whether a reset was for an account', async () => {
    const request = async (email: string) => {
      const begun = performance.now();
      const { status, body } = await academy.api.post('/auth/request-password-reset', { email });
      return { answer: JSON.stringify({ status, body }), ms: performance.now() - begun };
    };
    const learners: TestUser[] = [];
    for (let i = 0; i < 6; i++) learners.push(await academy.newLearner());
    const known = [];
    const unknown = [];
    for (const [i, { email }] of learners.entries()) {
      known.push(await request(email));
      unknown.push(await request(`nobody-${i}@test.har.academy`));
    }
    expect(new Set([...known, ...unknown].map(({ answer }) => answer)).size).toBe(1);
    for (const { ms } of [...known, ...unknown]) expect(ms).toBeGreaterThanOrEqual(245);
    await academy.eventually(async () => {
      const receivers = (await academy.mails()).map(({ to }) => to).sort();
      expect(receivers).toEqual(learners.map(({ email }) => email).sort());
    });
  });
});
