import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { mailDue, type MailDue } from '@har/contracts';
import { EventPublisher, newEvent } from '@har/messaging';
import { newId } from '@har/routing';
import { MailServer, startAcademy, type Academy } from '@har/testing';
import { forgetKeys } from './forget-keys';

let academy: Academy;
let server: MailServer;
let publisher: EventPublisher;

beforeAll(async () => {
  server = await MailServer.start();
  academy = await startAcademy({
    services: ['auth'],
    replicas: { auth: 2 },
    env: { SMTP_URL: server.url, MAIL_FROM: 'Har Academy <hello@har.test>' },
  });
  publisher = new EventPublisher({
    redis_url: academy.env.REDIS_URL!,
    namespace: academy.env.REDIS_NAMESPACE!,
  });
});
afterAll(async () => {
  await publisher?.close();
  await academy?.stop();
  await server?.stop();
});
beforeEach(() => forgetKeys(academy, 'auth:reset-limit'));

const mails = () => academy.collection('auth', 'mails');
const receivedBy = (email: string) =>
  server.received.filter(({ to }) => to?.some(({ address }) => address === email));

async function expectSent(email: string, count: number): Promise<void> {
  await academy.eventually(async () => {
    expect(receivedBy(email)).toHaveLength(count);
    await expect(mails().countDocuments({ state: 'due' })).resolves.toBe(0);
  }, 40_000);
}

function announce(mail: Partial<MailDue> & { user_id: string }): Promise<void> {
  const payload: MailDue = {
    mail_id: newId(),
    kind: 'password-changed',
    expires_at: new Date(Date.now() + 60_000).toISOString(),
    ...mail,
  };
  return publisher.publish('auth', newEvent(mailDue.type, payload));
}

describe('mail', () => {
  it('is sent by SMTP, as text and HTML, under an id of its own', async () => {
    const { email } = await academy.newLearner();
    await academy.api.post('/auth/request-password-reset', { email });
    await expectSent(email, 1);
    const [mail] = receivedBy(email);
    expect(mail).toMatchObject({
      subject: 'Choose a new password',
      from: { name: 'Har Academy', address: 'hello@har.test' },
      text: expect.stringContaining('http://front.test/reset-password?token='),
      html: expect.stringContaining('<!doctype html>'),
      messageId: expect.stringMatching(/^<[0-9a-f]{24}@har\.test>$/),
    });
    await expect(academy.mails()).resolves.toEqual([]);
  });

  it('is sent once by two replicas, however often it is announced', async () => {
    const { user_id, email } = await academy.newLearner();
    const mail_id = newId();
    await Promise.all(Array.from({ length: 20 }, () => announce({ user_id, mail_id })));
    await expectSent(email, 1);
    await announce({ user_id, mail_id });
    await academy.eventually(async () => {
      await expect(mails().countDocuments({ user_id })).resolves.toBe(1);
    });
    await sleep(500);
    expect(receivedBy(email)).toHaveLength(1);
  });

  it('is tried again when the server does not take it', async () => {
    const { user_id, email } = await academy.newLearner();
    server.refusals = 2;
    await announce({ user_id });
    await expectSent(email, 1);
    expect(server.refusals).toBe(0);
    const sent = await mails().findOne({ user_id });
    expect(sent).toMatchObject({ state: 'sent', attempts: 3 });
  });

  it('survives the loss of its queue', async () => {
    const { user_id, email } = await academy.newLearner();
    server.refusals = 1;
    await announce({ user_id });
    await academy.eventually(() => expect(server.refusals).toBe(0));
    await forgetKeys(academy, 'auth:jobs');
    // The sweep leaves what is younger than ten seconds to the queue.
    await mails().updateOne({ user_id }, { $set: { created_at: new Date(Date.now() - 11_000) } });
    await expectSent(email, 1);
  });

  it('is taken over when the replica that was sending it died', async () => {
    const { user_id, email } = await academy.newLearner();
    const now = Date.now();
    await mails().insertOne({
      user_id,
      kind: 'password-changed',
      state: 'due',
      attempts: 1,
      lease_until: new Date(now + 3_000),
      created_at: new Date(now - 60_000),
      expires_at: new Date(now + 60_000),
      purge_at: new Date(now + 600_000),
    });
    await expectSent(email, 1);
    await expect(mails().findOne({ user_id })).resolves.toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('is dropped when it is too late, or its user is gone', async () => {
    const { user_id, email } = await academy.newLearner();
    const nobody = newId();
    await announce({ user_id, expires_at: new Date(Date.now() - 1).toISOString() });
    await announce({ user_id: nobody });
    await academy.eventually(async () => {
      await expect(mails().findOne({ user_id })).resolves.toMatchObject({ state: 'dropped' });
      await expect(mails().findOne({ user_id: nobody })).resolves.toMatchObject({ state: 'dropped' });
    });
    expect(receivedBy(email)).toHaveLength(0);
  });

  it('leaves no secret behind once it is sent', async () => {
    const { user_id, email } = await academy.newLearner();
    await announce({ user_id, kind: 'password-reset', nonce: randomUUID() });
    await expectSent(email, 1);
    await expect(mails().findOne({ user_id })).resolves.not.toHaveProperty('nonce');
  });
});
