import { createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { sign, type SignOptions } from 'jsonwebtoken';
import { KeySet, type PublicJwk } from './key-set';
import { RevocationList } from './revocation-list';
import { ACCESS_TOKEN_TYPE, TOKEN_AUDIENCE, TOKEN_ISSUER, TokenVerifier } from './token-verifier';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherPair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' } as PublicJwk;
const USER = '665f1c2ab7e4d91f0a3c5d7e';
const CLAIMS = { role: 'learner', sid: 'session-1', language: 'en' };

function token(
  claims: object = {},
  options: SignOptions & { key?: KeyObject | string; typ?: string; kid?: string } = {},
) {
  const { key = pair.privateKey, typ = ACCESS_TOKEN_TYPE, kid = 'k1', ...rest } = options;
  return sign({ ...CLAIMS, ...claims }, key, {
    algorithm: 'RS256',
    subject: USER,
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    expiresIn: 60,
    header: { alg: rest.algorithm ?? 'RS256', typ, kid },
    jwtid: randomUUID(),
    ...rest,
  });
}

function handmade(header: object, payload: object, signWith?: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(payload)}`;
  const signature = signWith ? createSign('sha256').update(text).sign(signWith).toString('base64url') : '';
  return `${text}.${signature}`;
}

function newVerifier() {
  const revocations = new RevocationList();
  const fetchKeys = jest.fn(async () => ({ keys: [jwk] }));
  return { verifier: new TokenVerifier(new KeySet(fetchKeys), revocations), revocations, fetchKeys };
}

const now = Math.floor(Date.now() / 1000);
const PAYLOAD = { ...CLAIMS, sub: USER, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, exp: now + 60 };
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;

const FORGERIES: Record<string, () => string> = {
  empty: () => '',
  'no JWT at all': () => 'abc.def.ghi',
  'two parts': () => token().split('.').slice(0, 2).join('.'),
  'alg none': () => handmade({ alg: 'none', typ: ACCESS_TOKEN_TYPE, kid: 'k1' }, PAYLOAD),
  'alg None': () => handmade({ alg: 'None', typ: ACCESS_TOKEN_TYPE, kid: 'k1' }, PAYLOAD),
  'HS256 with the public key as its secret': () =>
    handmade({ alg: 'HS256', typ: ACCESS_TOKEN_TYPE, kid: 'k1' }, PAYLOAD, pair.privateKey),
  'RS512 of the right key': () => token({}, { algorithm: 'RS512' }),
  'PS256 of the right key': () => token({}, { algorithm: 'PS256' }),
  'another key': () => token({}, { key: otherPair.privateKey }),
  'an unknown kid': () => token({}, { kid: 'k2' }),
  'no kid': () => handmade({ alg: 'RS256', typ: ACCESS_TOKEN_TYPE }, PAYLOAD, pair.privateKey),
  'a key of its own in the header': () =>
    handmade(
      { alg: 'RS256', typ: ACCESS_TOKEN_TYPE, jwk: otherPair.publicKey.export({ format: 'jwk' }) },
      PAYLOAD,
      otherPair.privateKey,
    ),
  'a path as kid': () => token({}, { kid: '../../dev/null' }),
  'another type': () => token({}, { typ: 'JWT' }),
  'a refresh type': () => token({}, { typ: 'rt+jwt' }),
  'another issuer': () => token({}, { issuer: 'someone-else' }),
  'another audience': () => token({}, { audience: 'another-api' }),
  'no audience': () =>
    handmade(
      { alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid: 'k1' },
      { ...PAYLOAD, aud: undefined },
      pair.privateKey,
    ),
  expired: () => token({}, { expiresIn: -1 }),
  'not valid yet': () => token({}, { notBefore: 3600 }),
  'no expiry': () =>
    handmade(
      { alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid: 'k1' },
      { ...PAYLOAD, exp: undefined },
      pair.privateKey,
    ),
  'no subject': () =>
    handmade(
      { alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid: 'k1' },
      { ...PAYLOAD, sub: undefined },
      pair.privateKey,
    ),
  'no session': () => token({ sid: undefined }),
  'a role that does not exist': () => token({ role: 'root' }),
  'a changed payload': () => {
    const [header, , signature] = token().split('.');
    return [
      header,
      Buffer.from(JSON.stringify({ ...PAYLOAD, role: 'admin' })).toString('base64url'),
      signature,
    ].join('.');
  },
  'a cut signature': () => token().slice(0, -10),
};

describe('TokenVerifier', () => {
  it('tells the actor of a good token, and verifies its signature once', async () => {
    const { verifier, fetchKeys } = newVerifier();
    const good = token();
    const actor = await verifier.verify(good);
    expect(actor).toMatchObject({
      user_id: USER,
      role: 'learner',
      session_id: 'session-1',
      language: 'en',
      token: good,
    });
    expect(await verifier.verify(good)).toBe(actor);
    expect(fetchKeys).toHaveBeenCalledTimes(1);
  });

  it.each(Object.keys(FORGERIES))('refuses a token with %s', async (name) => {
    expect(publicPem).toContain('PUBLIC KEY');
    const { verifier } = newVerifier();
    await expect(verifier.verify(FORGERIES[name]!())).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('asks for unknown keys at most once a second', async () => {
    const { verifier, fetchKeys } = newVerifier();
    const forged = Array.from({ length: 50 }, (_, i) => verifier.verify(token({}, { kid: `k${i + 2}` })));
    const outcomes = await Promise.allSettled(forged);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(fetchKeys).toHaveBeenCalledTimes(1);
  });

  it('refuses a token already seen once it has expired', async () => {
    const { verifier } = newVerifier();
    const short = token({}, { expiresIn: 1 });
    await verifier.verify(short);
    jest.useFakeTimers({ now: Date.now() + 2_000 });
    await expect(verifier.verify(short)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    jest.useRealTimers();
  });

  it('refuses ended sessions and suspended users at once, and lets the latter back in', async () => {
    const { verifier, revocations } = newVerifier();
    const good = token();
    await verifier.verify(good);
    revocations.setSuspended(USER, true);
    await expect(verifier.verify(good)).rejects.toMatchObject({ code: 'USER_SUSPENDED' });
    revocations.setSuspended(USER, false);
    await expect(verifier.verify(good)).resolves.toBeDefined();
    revocations.revokeSessions(['session-1']);
    await expect(verifier.verify(good)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe('RevocationList', () => {
  it('keeps what it heard a moment ago when an older list is loaded', async () => {
    const { verifier, revocations } = newVerifier();
    revocations.revokeSessions(['session-1']);
    revocations.load({ sessions: [], suspended_users: [] });
    await expect(verifier.verify(token())).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    revocations.load({ sessions: ['session-2'], suspended_users: [USER] });
    await expect(verifier.verify(token({ sid: 'session-3' }))).rejects.toMatchObject({
      code: 'USER_SUSPENDED',
    });
  });
});
